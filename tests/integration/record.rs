//! Records: what a build leaves behind, read back whole, and refused where it is broken.

use std::fs;

use proptest::prelude::*;
use ziping::diff;
use ziping::document::Mark;
use ziping::pipeline::{Pipeline, Settings};
use ziping::record::{FileHash, FontIdentity, Record, Snapshot};

use crate::agreement::EXAMPLES;
use crate::harness::{Workplace, project_file};

const REPORT: &str = "2023年度昌黎县总工会整体绩效自评工作报告";

fn record_of(path: &std::path::Path) -> Record {
    let side = Pipeline::new(Settings::default()).side(path).unwrap();
    with(side.snapshot.unwrap_or_else(|| panic!("{}", side.findings.render_concise())))
}

fn with(snapshot: Snapshot) -> Record {
    Record {
        program: "0.0.0".to_owned(),
        snapshot,
        inputs: vec![FileHash::of("filing.yaml", b"form: changli\n")],
        outputs: Vec::new(),
        fonts: vec![FontIdentity::of("Some-Font", 12, b"directory")],
    }
}

/// Returns the record of a filing with funding lines, indicators, a ledger and every status.
fn rich() -> Record {
    let workplace = Workplace::empty();
    workplace.write("filing.yaml", &rich_yaml("100", "甲"));
    record_of(&workplace.path("filing.yaml"))
}

/// Returns a filing that uses every list, with an amount and a name of its own.
pub(crate) fn rich_yaml(amount: &str, name: &str) -> String {
    format!(
        r#"form: changli
fiscal_year: 2023
department: {{ name: 测试县测试局, internal_offices: 3, staff: {{ employed: 9, quota: 8 }} }}
evaluation:
  completed_on: 2024-03-04
  indicators:
    - {{ dimension: output, category: quantity, name: 场次, weight: 60, score: 59.5 }}
    - {{ dimension: outcome, category: social, name: 影响, weight: 40, score: 39 }}
explanations: {{ staff.control_rate: 编制未及时核增 }}
budget:
  department: {{ initial: 500, final: 400 }}
  adjustments:
    - {{ date: 2023-06-15, amount: 20.5, scope: projects, project: P03, category: upper_level_transfer, document: 冀财行〔2023〕12号, reason: "第一行\n第二行" }}
    - {{ amount: -10, scope: basic, category: reduction }}
projects:
  - id: P01
    name: {name}
    budget_kind: general_public
    initial: {amount}
    adjusted: {amount}
    final: 1.5
    score: 90
  - id: P02
    name: 两类资金
    budget_kind: general_public
    score: 85.25
    funding:
      - {{ source: 财政拨款, level: 省, initial: 3, adjusted: 3, final: 3 }}
      - {{ source: 其他资金, budget_kind: government_fund, initial: 0, adjusted: 4.25, final: 0 }}
  - id: P03
    name: 台账项目
    budget_kind: government_fund
    initial: 0
    final: 20.5
    indicators:
      - {{ dimension: output, category: quality, name: 合格率, operator: ge, target: "95", actual: "96", unit: "%", weight: 90, score: 88.5 }}
  - id: P04
    name: 取消的项目
    budget_kind: general_public
    initial: 5
    adjusted: 0
    final: 0
    status: cancelled
    evaluated: false
    not_evaluated_reason: 已取消
  - {{ id: P05, name: 新增的项目, budget_kind: general_public, initial: 0, adjusted: 2, final: 2, score: 50, status: added }}
narrative:
  overall_achievement: [ 一切顺利。 ]
  project_achievement: [ 项目顺利。 ]
  overall_target_quality: [ 目标清晰。 ]
  project_target_quality: [ 指标清晰。 ]
  measures:
    - 评优率为{{{{ figures.excellence_rate }}}}，继续努力。
"#
    )
}

#[test]
fn a_record_reads_back_as_it_was() {
    for example in EXAMPLES {
        let record = record_of(&project_file(example));
        let bytes = record.to_bytes();
        assert_eq!(Record::of_bytes(&bytes).unwrap(), record, "{example}");
        assert_eq!(record.to_bytes(), bytes);
    }
    let mut record = rich();
    record.snapshot.document.mark = Some(Mark::Draft);
    assert_eq!(Record::of_bytes(&record.to_bytes()).unwrap(), record);
    assert_eq!(record.snapshot.adjustments[0].reason.as_deref(), Some("第一行 第二行"));
}

#[test]
fn nobody_who_is_named_stands_in_a_record() {
    let workplace = Workplace::with_filing("data/changli-2023");
    workplace.write(
        "filing/people.yaml",
        "people: { preparer: 张三丰, preparer_phone: \"13900001234\" }\n",
    );
    let bytes = record_of(&workplace.path("filing")).to_bytes();
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("张三丰") && !text.contains("13900001234"));
}

#[test]
fn the_lines_of_a_record_are_its_figures_projects_and_blocks() {
    let bytes = record_of(&project_file("examples/minimal")).to_bytes();
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap());
}

#[test]
fn a_build_hashes_what_it_read_and_wrote() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let text = fs::read_to_string(workplace.path("filing/budget.yaml")).unwrap();
    workplace.write("filing/budget.yaml", &format!("\u{feff}{text}"));
    assert_eq!(workplace.run(&["build", "filing", "--out", "out"]).status, 0);
    let files = workplace.files("out");
    let bytes = |name: &str| &files.iter().find(|(file, _)| file == name).unwrap().1;
    let record = Record::of_bytes(bytes(&format!("{REPORT}.record"))).unwrap();
    assert_eq!(record.outputs.len(), 2);
    for output in &record.outputs {
        assert!(output.matches(bytes(&output.name)), "{}", output.name);
    }
    for file in ["budget.yaml", "filing.yaml", "narrative.yaml", "projects.yaml"] {
        let read = fs::read(workplace.path("filing").join(file)).unwrap();
        assert!(record.inputs.contains(&FileHash::of(file, &read)), "{file}");
    }
    let template = fs::read(project_file("templates/changli/work-report.html")).unwrap();
    assert!(record.inputs.contains(&FileHash::of("changli/work-report.html", &template)));
    assert!(record.fonts.iter().any(|font| font.name == "FandolFang-Regular"));
}

#[test]
fn a_broken_record_is_refused_at_its_place() {
    let text = String::from_utf8(rich().to_bytes()).unwrap();
    let fault = |text: &str| {
        let fault = Record::of_bytes(text.as_bytes()).unwrap_err();
        (fault.place.map(|(line, _)| line), fault.message)
    };
    let line_of =
        |needle: &str| text.lines().position(|line| line.contains(needle)).map(|line| line + 1);
    let broken = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        fault(&text.replacen(from, to, 1))
    };
    let (line, message) = broken("\"value\":\"500", "\"value\":\"5e2");
    assert_eq!(
        (line, message.contains("department.initial")),
        (line_of("\"department.initial\""), true)
    );
    assert!(broken("\"edition\"", "\"editions\"").1.contains("editions"));
    assert!(broken("\"format\": 1", "\"format\": 2").1.contains("第 2 版"));
    assert!(broken("\"format\": 1", "\"format\": 2, \"more\": {}").1.contains("第 2 版"));
    assert!(broken("\"evaluated\":true", "\"evaluated\":1").1.contains("写得不对"));
    assert!(broken("甲", "甲\\u001b[31m").1.contains("转义"));
    assert!(broken("甲", "甲\u{9b}31m").1.contains("控制字符"));
    assert!(broken("\"P02\"", "\"P01\"").1.contains("出现了两次"));
    assert!(broken("\"lines_per_page\":22", "\"lines_per_page\":0").1.contains("版面"));
    assert!(
        broken("{\"alignment\":\"left\"}", "{\"alignment\":\"left\"},{\"alignment\":\"left\"}")
            .1
            .contains("表格")
    );
    assert!(broken("万元", "美元").1.contains("amount_unit"));
    assert_eq!(fault(""), (Some(1), "文件不完整，在这里中断".to_owned()));
    assert!(fault(&"[".repeat(100_000)).0.is_some());
    assert!(Record::of_bytes(&[b'{', 0xff]).unwrap_err().message.contains("UTF-8"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_record_is_read_or_refused_and_never_panics(
        cut in 0.0..1.0_f64,
        byte in any::<u8>(),
        whole in any::<bool>(),
    ) {
        let record = rich();
        let mut bytes = record.to_bytes();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a place anywhere in some 20,000 bytes"
        )]
        let at = (bytes.len() as f64 * cut) as usize;
        if whole {
            bytes[at] = byte;
        } else {
            bytes.truncate(at);
        }
        if let Ok(read) = Record::of_bytes(&bytes) {
            let changes = diff::compare(&read.snapshot, &record.snapshot);
            prop_assert!(changes.is_empty() || changes.text().ends_with('\n'));
        }
    }
}
