//! A department with units: their filings add up to its own, with every place kept.

use std::fs;

use crate::harness::{Outcome, Workplace};
use crate::readers;

const SECOND: &str = "filing/units/第二小学.yaml";

fn education_bureau() -> Workplace {
    Workplace::with_filing("examples/units")
}

fn check(place: &Workplace) -> Outcome {
    place.run(&["check", "filing", "--output-format", "concise"])
}

/// Returns the printed text of figures.
fn figures(place: &Workplace) -> serde_json::Value {
    let outcome = place.run(&["figures", "filing", "--output-format", "json"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn sums_are_those_by_hand() {
    let place = education_bureau();
    let checked = check(&place);
    assert_eq!((checked.status, checked.stdout.as_str()), (0, ""));
    let figures = figures(&place).to_string();
    for (name, text) in [
        // 672.36 + 1406.90 + 1071.70 + 640.20
        ("department.initial", "3791.16"),
        // 726.51 + 1444.65 + 1071.70 + 652.70
        ("department.adjusted", "3895.56"),
        // 723.08 + 1443.52 + 1070.63805 + 650.05 = 3887.28805
        ("department.final", "3887.29"),
        ("projects.initial", "511.90"),
        ("projects.adjusted", "562.80"),
        // 427.90 + 1357.60 + 985.67305 + 558.90 = 3330.07305
        ("basic.final", "3330.07"),
        // 38.40 + 15.75 + 37.75 + 12.50
        ("adjustments.total", "104.40"),
        ("adjustments.count", "4"),
        ("project_count", "5"),
        ("staff.employed", "282"),
        ("staff.support_workers", "14"),
        ("staff.quota", "290"),
        ("internal_offices", "16"),
    ] {
        let outcome = place.run(&["explain", name, "filing"]);
        assert!(outcome.stdout.contains(&format!("值：{text}")), "{name}: {}", outcome.stdout);
        assert!(figures.contains(&format!("\"{name}\"")), "{name}");
    }
}

#[test]
fn a_sum_knows_its_addends_and_their_places() {
    let place = education_bureau();
    let words = place.run(&["explain", "department.final", "filing"]).stdout;
    for line in [
        "723.08 + 1443.52 + 1070.63805 + 650.05 = 3887.28805 ≈ 3887.29",
        "budget.department.final（本级） = 723.08  （filing/budget.yaml:6:54）",
        "（青河县第一小学） = 1443.52  （filing/units/第一小学/budget.yaml:2:55）",
        "（青河县第二小学） = 1070.63805  （filing/units/第二小学.yaml:18:56）",
        "（青河县特殊教育学校） = 650.05  （filing/units/特殊教育学校/filing.yaml:15:57）",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    let words = place.run(&["explain", "staff.quota", "filing"]).stdout;
    assert!(words.contains("38 + 120 + 90 + 42 = 290"), "{words}");
    let words = place.run(&["explain", "projects.final", "filing"]).stdout;
    assert!(words.contains("projects[U2-P01].final = 11.845  （filing/units/第二小学.yaml:20"));
}

#[test]
fn a_stated_total_that_the_units_do_not_give_is_found() {
    let place = education_bureau();
    place.replace("filing/budget.yaml", "final: 3887.29", "final: 3887.27");
    let outcome = check(&place);
    assert_eq!(outcome.status, 1);
    assert!(outcome.stdout.contains("filing/budget.yaml:4:61: 错误[F201]"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("本级与所属单位之和为 3887.29 万元"), "{}", outcome.stdout);
    let full = place.run(&["check", "filing"]).stdout;
    assert!(full.contains("filing/units/第二小学.yaml:18"), "{full}");

    // The exact sum and none at all are both right.
    place.replace("filing/budget.yaml", "final: 3887.27", "final: 3887.28805");
    assert_eq!(check(&place).status, 0);
    place.replace("filing/budget.yaml", ", final: 3887.28805", "");
    assert_eq!(check(&place).status, 0);
}

#[test]
fn a_unit_in_error_is_named_once_and_its_number_still_counts() {
    let place = education_bureau();
    let file = "filing/units/特殊教育学校/filing.yaml";
    place.replace(file, "adjusted: 92.5,", "adjusted: 93.5,");
    let outcome = check(&place);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    assert_eq!(outcome.status, 1);
    let named = lines.iter().filter(|line| line.contains("错误[F210]")).count();
    assert_eq!(named, 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("所属单位“青河县特殊教育学校”"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("特殊教育学校/filing.yaml:"), "{}", outcome.stdout);
    let own = place.run(&["check", file, "--output-format", "concise"]);
    assert!(own.stdout.contains("F207"), "{}", own.stdout);
}

#[test]
fn a_unit_that_cannot_be_added_is_refused_by_name() {
    let units = "[units/第一小学, units/第二小学.yaml, units/特殊教育学校]";
    for (file, from, to, words) in [
        (
            SECOND,
            "fiscal_year: 2023",
            "fiscal_year: 2022",
            "填报的是 2022 年度，本部门是 2023 年度",
        ),
        (SECOND, "form: changli", "form: other", "报告格式是 other"),
        (
            SECOND,
            "  internal_offices: 3",
            "  units: [x.yaml]\n  internal_offices: 3",
            "汇总只有一层",
        ),
        (SECOND, "  internal_offices: 3\n", "", "没有填 department.internal_offices"),
        (SECOND, "name: 青河县第二小学", "name: 青河县第一小学", "同名"),
        (SECOND, "final: 118450", "final: 十一万", "读不出来，有 1 处错误"),
        (
            SECOND,
            "basic: { initial: 9862000, adjusted: 9862000,",
            "basic: { initial: 9862000, adjusted: 9900000,",
            "年中有增减而没有调整台账",
        ),
        (SECOND, ", final: 9856730.5", "", "没有 department.final 这个数"),
        ("filing/budget.yaml", "id: P01\n", "id: U1-P01\n", "编号在汇总后是 U1-P01"),
        ("filing/filing.yaml", units, "[units/第一小学, units/第一小学]", "在前面已经计入"),
        ("filing/filing.yaml", units, "[units/第一小学, units/./第一小学/]", "在前面已经计入"),
        ("filing/filing.yaml", units, "[budget.yaml]", "在前面已经计入"),
        ("filing/filing.yaml", units, "[units/第三小学]", "找不到所属单位的填报“units/第三小学”"),
        ("filing/filing.yaml", units, "[units/空]", "打不开"),
    ] {
        let place = education_bureau();
        place.write("filing/units/空/说明.txt", "还没有填报");
        place.replace(file, from, to);
        let outcome = check(&place);
        assert_eq!(outcome.status, 1, "{words}: {outcome:?}");
        let line = outcome.stdout.lines().find(|line| line.contains("错误[Y113]"));
        let line = line.unwrap_or_else(|| panic!("{words}: {outcome:?}"));
        assert!(outcome.stdout.contains(words), "{words}: {line}");
        assert!(line.starts_with("filing/filing.yaml:") || words.contains("U1"), "{line}");
        let built = place.run(&["build", "filing", "--format", "docx", "--out", "out"]);
        assert_eq!((built.status, place.files("out").len()), (1, 0), "{words}");
    }
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let place = education_bureau();
    let secret = fs::read_to_string(place.path(SECOND)).unwrap();
    place.write("outside.yaml", &secret);
    let absolute = place.path("outside.yaml").to_str().unwrap().to_owned();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../outside.yaml", place.path("filing/units/link.yaml")).unwrap();
    for path in ["../outside.yaml", "units/../../outside.yaml", &absolute, ".", "units/link.yaml"] {
        let text = fs::read_to_string(place.path("filing/filing.yaml")).unwrap();
        place.replace("filing/filing.yaml", "units/第二小学.yaml", path);
        let outcome = check(&place);
        assert_eq!(outcome.status, 1, "{path}");
        assert!(outcome.stdout.contains("不是本填报文件夹下的路径"), "{path}: {}", outcome.stdout);
        place.write("filing/filing.yaml", &text);
    }
}

#[test]
fn the_report_lists_the_units_projects_under_their_names() {
    let place = education_bureau();
    let outcome = place.run(&["build", "filing", "--format", "docx", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let text = readers::docx_paragraphs(&place.path(outcome.stdout.trim_end())).join("\n");
    for words in ["青河县第一小学", "青河县第二小学", "康复训练设备购置", "3887.29", "282人"]
    {
        assert!(text.contains(words), "{words}");
    }
    // The record knows every file that the report was made from.
    let files = place.files("out");
    let (_, record) = files.iter().find(|(name, _)| name.ends_with(".record")).unwrap();
    let record = String::from_utf8_lossy(record);
    assert!(record.contains("\"name\":\"units/第一小学/budget.yaml\""), "{record}");
}

#[test]
fn the_public_edition_holds_nothing_that_a_unit_withholds() {
    let place = education_bureau();
    place.replace(
        "filing/narrative.yaml",
        "  measures:\n",
        "  measures:\n    - 第二小学的报表由司马青岚填报。\n    - 心理危机学生个案帮扶另行总结。\n",
    );
    place.replace(
        SECOND,
        "disclosure: { planned_for",
        "disclosure: { names: [令狐小满], planned_for",
    );
    place.replace(
        "filing/budget.yaml",
        "reason: 基本工资标准调整",
        "reason: 令狐小满等人的工资调整",
    );
    let full = place.run(&["build", "filing", "--format", "html", "--out", "full"]);
    assert_eq!(full.status, 0, "{full:?}");
    let outcome = place.run(&[
        "build",
        "filing",
        "--edition",
        "public",
        "--format",
        "docx,html",
        "--out",
        "out",
    ]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let mut texts = String::new();
    for (name, bytes) in place.files("out") {
        texts += &match name.rsplit('.').next() {
            Some("docx") => readers::docx_paragraphs(&place.path("out").join(&name)).join("\n"),
            _ => String::from_utf8(bytes).unwrap(),
        };
    }
    for secret in [
        "心理危机",
        "司马青岚",
        "令狐小满",
        "11.845",
        "118450",
        "U2-P01",
        "第二小学.yaml",
        "3887.29",
    ] {
        assert!(!texts.contains(secret), "{secret}");
    }
    // 3887.28805 − 11.845, and the schools' other projects are there.
    for words in ["3875.44", "康复训练设备购置", "青河县第二小学"] {
        assert!(texts.contains(words), "{words}");
    }
    let explained =
        place.run(&["explain", "department.final", "filing", "--edition", "public"]).stdout;
    assert!(!explained.contains("1070.63805"), "{explained}");
}

#[test]
fn a_unit_that_is_not_listed_may_pass_by_a_comment() {
    let place = education_bureau();
    let listed = "  subordinate_units: [青河县第一小学, 青河县第二小学, 青河县特殊教育学校]\n";
    place.replace(
        "filing/filing.yaml",
        listed,
        "  subordinate_units: [青河县第一小学, 青河县第二小学]\n",
    );
    assert!(check(&place).stdout.contains("警告[C323]"));
    place.replace(
        "filing/filing.yaml",
        "units/特殊教育学校]\n",
        "units/特殊教育学校]   # allow: units-not-listed 由省直接管理\n",
    );
    let outcome = check(&place);
    assert!(!outcome.stdout.contains("C323"), "{}", outcome.stdout);
}

#[test]
fn an_entry_is_not_added_to_a_ledger_of_many_files() {
    let place = education_bureau();
    let before = place.files("filing");
    let entry = [
        "--amount",
        "1",
        "--category",
        "local_supplement",
        "--date",
        "2023-11-01",
        "--reason",
        "追加",
    ];
    let arguments = [&["adjust", "filing", "--scope", "basic"][..], &entry].concat();
    let outcome = place.run(&arguments);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("汇总了所属单位"), "{}", outcome.stderr);
    assert_eq!(place.files("filing"), before);
    let unit = [&["adjust", "filing/units/第一小学", "--scope", "basic"][..], &entry].concat();
    place.replace("filing/units/第一小学/budget.yaml", "adjusted: 1358.25, ", "");
    assert_eq!(place.run(&unit).status, 0);
}

#[test]
fn a_department_may_have_no_money_of_its_own() {
    let place = Workplace::empty();
    let school = |name: &str, r#final: u32| {
        format!(
            "form: changli\nfiscal_year: 2023\ndepartment: {{ name: {name} }}\nbudget: {{ department: \
             {{ initial: 10, adjusted: 10, final: {final} }} }}\n",
            r#final = r#final
        )
    };
    place.write("filing/a.yaml", "form: changli\nfiscal_year: 2023\ndepartment: { name: 教育局, units: [u/1.yaml, u/2.yaml] }\n");
    place.write("filing/u/1.yaml", &school("一小", 9));
    place.write("filing/u/2.yaml", &school("二小", 8));
    let words = place.run(&["explain", "department.final", "filing"]).stdout;
    assert!(words.contains("9 + 8 = 17"), "{words}");
    assert!(!words.contains("（本级）"), "{words}");
    // What a unit does not say is no zero.
    let words = place.run(&["explain", "basic.final", "filing"]).stdout;
    assert!(!words.contains("值：0"), "{words}");
}
