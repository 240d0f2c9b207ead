//! Checks of the prose: what they speak of and what they leave alone, and the edits they offer.

use std::fmt::Write as _;

use ziping::checks::{self, Context};
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::edition::Withheld;
use ziping::source::{self, Edit};

use crate::filing::Computed;

/// A department that spent all it had, but for one project.
const FILING: &str = "\
form: changli
fiscal_year: 2023
amount_unit: 万元
department: { name: 昌黎县总工会, internal_offices: 2, staff: { employed: 8 } }
evaluation: { completed_on: 2024-03-04, score: 99.2 }
budget:
  department: { initial: 276.23, adjusted: 665.38, final: 665.38 }
projects:
  - { id: P01, name: 职工之家项目建设, budget_kind: general_public, adjusted: 384.2076, final: 384.2076, score: 99.5 }
  - { id: P02, name: 困难职工帮扶资金, budget_kind: general_public, adjusted: 5.58, final: 2.01, score: 90.5 }
explanations: { department.expenditure_rate: 年中下达上级专项资金 }
";

#[test]
fn sentences_are_read_as_they_are_meant() {
    for (section, text, codes) in [
        // The named project's own rate counts.
        ("project_achievement", "职工之家项目建设支出进度滞后。", "N401"),
        ("project_achievement", "困难职工帮扶资金支出进度滞后。", ""),
        ("project_achievement", "职工之家项目建设和困难职工帮扶资金支出进度滞后。", ""),
        ("project_achievement", "困难职工帮扶资金惠及面广。该项目暂无问题。", "N401"),
        ("project_achievement", "困难职工帮扶资金较少。部门整体执行率偏低。", "N401"),
        // Without a name, one project is enough to be behind, and one to spoil that all is well.
        ("project_achievement", "部分项目支出进度滞后。", ""),
        ("project_achievement", "各项目全部完成，暂无问题。", "N401"),
        ("overall_achievement", "部门预算支出进度未达到预期。", "N401"),
        // Another time, an aim, a class of things, another matter.
        ("overall_achievement", "上半年支出进度滞后，经调度后好转。", ""),
        ("overall_achievement", "曾出现执行进度滞后，已整改到位。", ""),
        ("overall_achievement", "避免支出进度滞后，确保支出进度达标。", ""),
        ("overall_achievement", "对支出进度滞后的项目及时提醒。", ""),
        ("overall_achievement", "职工满意度未达到预期，活动参与面未达预期。", ""),
        ("project_achievement", "职工之家项目建设未达预期。", "N401"),
        ("project_achievement", "圆满完成了年度预算绩效自评任务。", ""),
        // A number that its sentence names.
        ("overall_achievement", "评优率50%。", "N402!"),
        ("overall_achievement", "评优率 100 %。", "N406 N402"),
        ("overall_achievement", "评优率为{{ figures.excellence_rate }}。", ""),
        ("overall_achievement", "本部门评价等级为良。", "N402!"),
        ("overall_achievement", "困难职工帮扶资金自评得分85分。", "N402!"),
        ("overall_achievement", "在职人员9人，内设机构2个。", "N402! N402"),
        ("overall_achievement", "部门预算执行率98.5%。", "N402!"),
        ("overall_achievement", "三公经费预算执行率98.5%，满意度达到100%。", ""),
        ("overall_achievement", "力争执行率达到95%，上半年执行率45%。", ""),
        ("overall_achievement", "评价等级为优的项目得到奖励，90分以上为优。", ""),
        ("project_achievement", "困难职工帮扶资金得分较低。自评得分80分。", ""),
        // A number that equals a figure, and many that are none.
        ("overall_achievement", "全年决算数665.38万元。", "N402"),
        ("overall_achievement", "全年决算数6,653,800元。", "N402"),
        ("overall_achievement", "困难职工帮扶资金实际支出2.01万元。", "N402"),
        ("overall_achievement", "从4个方面发力，召开会议2次，慰问126人次，发放2.01万元。", ""),
        ("overall_achievement", "约665.38万元，每人20元。", ""),
        ("overall_achievement", "发文〔2023〕12号，学习《2023年工作要点》。", ""),
        ("overall_achievement", "2023年度工作。", "N402"),
        // Others' names.
        ("overall_achievement", "我局高度重视，基本局面良好。", "N403"),
        ("overall_achievement", "抚宁县总工会高度重视。", "N403"),
        ("overall_achievement", "与抚宁县总工会交流，向昌黎县财政局报送，我县总工会牵头。", ""),
        // Last year.
        ("overall_achievement", "2022年度绩效目标全部实现。", "N409"),
        ("overall_achievement", "较2022年度支出下降；2021至2022年度的工程2022年立项。", ""),
        ("overall_achievement", "所属预算单位分工负责。", "N410"),
    ] {
        let filing = format!("{FILING}narrative:\n  {section}:\n    - {text}\n");
        assert_eq!(codes_of(&filing), codes, "{text}");
    }
}

/// Returns the codes of the findings, an error's with `!`.
fn codes_of(filing: &str) -> String {
    let codes: Vec<_> = findings(&Computed::of(filing))
        .iter()
        .map(|finding| {
            let mark = if finding.severity == Severity::Error { "!" } else { "" };
            format!("{}{mark}", finding.code.id)
        })
        .collect();
    codes.join(" ")
}

fn findings(computed: &Computed) -> Vec<Diagnostic> {
    let Computed { sources, edition, form, figures } = computed;
    let withheld = &Withheld::default();
    checks::run(&Context { sources, edition, form, figures, withheld })
}

#[test]
fn fields_are_read_too() {
    let filing = FILING
        .replace("score: 90.5 }", "score: 90.5, execution: { deviation_reason: 支出进度未达到预期(因招标), remedy: 加快拔付 } }");
    assert_eq!(codes_of(&filing), "N406 N408");
    let filing = filing.replace("final: 2.01", "final: 5.58");
    assert_eq!(codes_of(&filing), "N401 N406 N408", "the reason's own project has spent all");
}

#[test]
fn edits_mend_the_filing_and_nothing_else() {
    let narrative = "\
narrative:
  overall_achievement: # 二（一）
    - 1、全年决算数 665.38 万元,评优率 100%.   # 注
    - \"部门整体得分99.2分(2023年度),评价等级为“优”。\"
    - '根据昌财[2023]12号，支出 ''三公'' 经费。'
    - >-
      2、其中(含机关后勤)
      项目支出共计 2 个，，都已
      验收.
  measures: [ 一，二 3 ]
  project_achievement: [ { heading: 1.细化目标, text: 评优率100% } ]
";
    let filing = format!("{FILING}{narrative}");
    let mended = mended(&filing);
    assert!(mended.starts_with(FILING));
    insta::assert_snapshot!(&mended[FILING.len()..]);
    assert_eq!(self::mended(&mended), mended, "a second run changes nothing");
}

/// Makes the edits of every fix, until none is offered.
fn mended(filing: &str) -> String {
    let mut text = filing.to_owned();
    for _ in 0..8 {
        let fixes = findings(&Computed::of(&text)).into_iter().filter_map(|finding| finding.fix);
        let edits: Vec<_> = fixes
            .flat_map(|fix| fix.edits)
            .map(|(span, text)| Edit { range: span.start..span.end, text })
            .collect();
        if edits.is_empty() {
            return text;
        }
        text = source::apply(&text, edits);
    }
    panic!("the edits come to an end:\n{text}");
}

#[test]
fn the_program_s_own_patterns_name_figures_that_there_are() {
    let computed = Computed::of(FILING);
    for pattern in &computed.form.prose.figures.patterns {
        for name in &pattern.figures {
            assert!(computed.figures.kind(name).is_some(), "{name}");
        }
        if let Some(field) = &pattern.project_figure {
            assert!(computed.figures.kind(&format!("project.P01.{field}")).is_some(), "{field}");
        }
    }
}

#[test]
fn hostile_paragraphs_come_to_an_end() {
    let mut filing = format!("{FILING}narrative:\n  overall_achievement:\n");
    for unit in [
        "进度滞后",
        "评优率50%",
        "（",
        "甲.",
        "2023年",
        "困难职工帮扶资金",
        "1、甲。",
        "“",
        "指标1",
        "甲 ",
    ] {
        let _infallible = writeln!(filing, "    - 甲{}乙", unit.repeat(4_000));
    }
    for number in 0..900 {
        let _infallible =
            writeln!(filing, "    - 甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉第{number}回");
    }
    assert!(!findings(&Computed::of(&filing)).is_empty());
}
