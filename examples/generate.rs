//! Writes made-up filings for measuring: `cargo run --release --example generate -- DIR COUNT [SEED]`.
//!
//! The same seed gives the same filings. Each has 4 to 20 projects, a ledger that adds up, and
//! narrative of the usual length.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const BUREAUS: [&str; 12] = [
    "教育局",
    "民政局",
    "农业农村局",
    "卫生健康局",
    "交通运输局",
    "水利局",
    "文化和旅游局",
    "住房和城乡建设局",
    "应急管理局",
    "市场监督管理局",
    "退役军人事务局",
    "总工会",
];
const COUNTIES: [&str; 10] = [
    "青河县",
    "白石县",
    "临溪县",
    "东岭县",
    "柳泉县",
    "云台县",
    "北屏县",
    "南渡县",
    "望川县",
    "古城县",
];
const SUBJECTS: [&str; 10] = [
    "校舍维修",
    "设备购置",
    "困难群众救助",
    "道路养护",
    "安全隐患整治",
    "业务培训",
    "信息系统运行维护",
    "宣传活动",
    "便民服务设施",
    "专项检查",
];
const SENTENCES: [&str; 8] = [
    "按照年初确定的绩效目标组织实施，各项任务按期完成，资金使用符合管理办法的规定。",
    "部分项目前期准备不足，支出集中在下半年，今后将提前开展招标等工作。",
    "项目完工后及时组织验收，验收合格后支付尾款，未发现挤占、挪用资金的情况。",
    "服务对象满意度调查采用问卷方式，样本覆盖主要服务对象，结果达到预期。",
    "年初绩效目标设定较为合理，个别指标的目标值偏低，下年度将参照实际完成情况调整。",
    "加强对项目实施单位的指导，按季度通报支出进度，对进度滞后的项目及时提出整改意见。",
    "将自评结果作为安排下年度预算的依据，对结果较差的项目压减预算规模。",
    "完善项目管理制度，明确职责分工，规范资金审批程序，提高资金使用效益。",
];

/// A generator of numbers (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let place = usize::try_from(self.below(words.len() as u64)).unwrap_or(0);
        words.get(place).copied().unwrap_or_default()
    }
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(count)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: generate DIR COUNT [SEED]"));
    };
    let number = |text: String| text.parse::<u64>().map_err(io::Error::other);
    let count = number(count)?;
    let seed = arguments.next().map_or(Ok(2023), number)?;
    for place in 0..count {
        let mut numbers = Numbers(seed.wrapping_add(place.wrapping_mul(0x0123_4567_89ab_cdef)));
        write_filing(&folder_of(Path::new(&folder), place), place, &mut numbers)?;
    }
    Ok(())
}

/// Returns the folder of a filing: a hundred in each folder above.
fn folder_of(root: &Path, place: u64) -> PathBuf {
    root.join(format!("{:04}", place / 100)).join(format!("{place:06}"))
}

/// Writes 元 as 万元.
fn amount(yuan: u64) -> String {
    format!("{}.{:04}", yuan / 10_000, yuan % 10_000)
}

#[expect(clippy::disallowed_methods, reason = "made-up filings in a folder of their own")]
fn write_filing(folder: &Path, place: u64, numbers: &mut Numbers) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = format!("{}第{place}{}", numbers.of(&COUNTIES), numbers.of(&BUREAUS));
    let count = 4 + numbers.below(17);
    let (mut projects, mut entries) = (String::new(), String::new());
    let [mut initial_sum, mut adjusted_sum, mut final_sum] = [0; 3];
    let fault = io::Error::other;
    for project in 1..=count {
        let initial = 10_000 + numbers.below(9_000_000);
        let added = if numbers.below(3) == 0 { 1_000 + numbers.below(900_000) } else { 0 };
        let adjusted = initial + added;
        let last = adjusted - numbers.below(adjusted / 20);
        initial_sum += initial;
        adjusted_sum += adjusted;
        final_sum += last;
        let kind = if numbers.below(5) == 0 { "government_fund" } else { "general_public" };
        let score = 7_000 + numbers.below(3_001);
        writeln!(
            projects,
            "  - {{ id: P{project:02}, name: {}{}（第{project}批）, budget_kind: {kind}, initial: {}, \
             adjusted: {}, final: {}, score: {}.{:02} }}",
            numbers.of(&["城乡", "农村", "全县", "乡镇", "社区"]),
            numbers.of(&SUBJECTS),
            amount(initial),
            amount(adjusted),
            amount(last),
            score / 100,
            score % 100,
        )
        .map_err(fault)?;
        if added > 0 {
            writeln!(
                entries,
                "    - {{ date: 2023-{:02}-15, amount: {}, scope: projects, project: P{project:02}, \
                 category: local_supplement, document: 财预〔2023〕{project}号, reason: 年中追加 }}",
                3 + numbers.below(9),
                amount(added),
            )
            .map_err(fault)?;
        }
    }
    let basic = 1_000_000 + numbers.below(20_000_000);
    let filing = format!(
        "form: changli\nfiscal_year: 2023\namount_unit: 万元\ndepartment: {{ name: {name}, \
         finance_authority: 县财政局, internal_offices: {}, staff: {{ employed: {}, support_workers: 1 }} }}\n\
         evaluation: {{ completed_on: 2024-03-12, score: {}.5, lead_office: 财务室 }}\n\
         disclosure: {{ planned_for: 2024-04, channel: 县政府门户网站 }}\n",
        2 + numbers.below(9),
        8 + numbers.below(60),
        80 + numbers.below(20),
    );
    let entries =
        if entries.is_empty() { String::new() } else { format!("  adjustments:\n{entries}") };
    let budget = format!(
        "budget:\n  department: {{ initial: {}, adjusted: {}, final: {} }}\n{entries}",
        amount(initial_sum + basic),
        amount(adjusted_sum + basic),
        amount(final_sum + basic),
    );
    let mut narrative = String::from("narrative:\n");
    for part in [
        "overall_achievement",
        "project_achievement",
        "overall_target_quality",
        "project_target_quality",
        "measures",
    ] {
        writeln!(narrative, "  {part}:").map_err(fault)?;
        for _ in 0..=numbers.below(3) {
            writeln!(narrative, "    - {}{}", numbers.of(&SENTENCES), numbers.of(&SENTENCES))
                .map_err(fault)?;
        }
    }
    fs::write(folder.join("filing.yaml"), filing)?;
    fs::write(folder.join("budget.yaml"), budget)?;
    fs::write(folder.join("projects.yaml"), format!("projects:\n{projects}"))?;
    fs::write(folder.join("narrative.yaml"), narrative)
}
