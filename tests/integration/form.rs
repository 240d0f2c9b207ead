//! Forms: the one the program brings, folders on disk, and faults in `form.yaml` at their places.

use std::fs;
use std::path::Path;

use ziping::diagnostic::Diagnostic;
use ziping::document::{Length, PageProfile, Seal};
use ziping::form::{self, Form, FormError};
use ziping::quantity::{Amount, AmountUnit, Grade, Score};
use ziping::source::{Sources, Span, Spanned};

const CHANGLI: &str = include_str!("../../templates/changli/form.yaml");
const PROSE: &str = include_str!("../../templates/changli/prose.yaml");

#[test]
fn changli_prints_as_its_county_does() {
    let form = load("changli", None).unwrap();
    let amount = |text| Amount::parse(text, AmountUnit::TenThousandYuan).unwrap();
    assert_eq!(form.display.total_text(amount("410.9376")), "410.94");
    assert_eq!(form.display.total_text(amount("33.9")), "33.90");
    assert_eq!(form.display.total_text(amount("0")), "0");
    assert_eq!(form.display.project_amount_text(amount("384.2076")), "384.2076");
    assert_eq!(form.display.project_amount_text(amount("20")), "20");
    assert_eq!(form.display.zero_of_zero, "0%");
    let kinds: Vec<_> = form.kinds.iter().map(|(_, label)| label).collect();
    assert_eq!(kinds, ["一般公共预算", "政府性基金预算", "社保基金预算", "国有资本经营预算"]);
    assert_eq!(form.grades.grade(Score::whole(90)), Grade::Excellent);
    assert_eq!(form.grades.grade(Score::parse("89.99").unwrap()), Grade::Good);
    assert_eq!(form.page, PageProfile::gb9704());
    assert_eq!(form.signature, None);
}

#[test]
fn an_unknown_form_is_found_at_its_name() {
    insta::assert_snapshot!(findings("chang1i", None), @"Y108 filing.yaml:1:7 没有名为“chang1i”的报告格式 | 是不是 changli？");
    insta::assert_snapshot!(findings("../changli", None), @"Y108 filing.yaml:1:7 没有名为“../changli”的报告格式 | 是不是 changli？");
    insta::assert_snapshot!(findings("", None), @"Y108 filing.yaml:1:7 没有名为“”的报告格式 | 可以写：changli、national");
}

#[test]
fn a_folder_on_disk_stands_in_file_by_file() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "changli", "note.html", "<p>甲</p>");
    let settings = CHANGLI.replace("signature: none", "signature: with_seal");
    write(directory.path(), "own", "form.yaml", &settings);

    let mut sources = Sources::new();
    let changli =
        form::load(&mut sources, &name(&mut Sources::new(), "changli"), Some(directory.path()));
    let note = changli.unwrap().template("note.html").unwrap();
    assert_eq!(sources.get(note).text, "<p>甲</p>");

    let own = load("own", Some(directory.path())).unwrap();
    assert_eq!(own.signature, Some(Seal::With));
    assert_eq!(own.templates().count(), 0);
}

#[test]
fn a_form_without_settings_and_a_folder_that_is_missing_are_told_apart() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("bare")).unwrap();
    insta::assert_snapshot!(findings("bare", Some(directory.path())), @"Y108 filing.yaml:1:7 报告格式“bare”的文件夹里没有 form.yaml | 可以从自带的格式复制一份 form.yaml 再修改");
    let missing = directory.path().join("missing");
    assert!(matches!(load("changli", Some(&missing)), Err(FormError::Open(_))));
}

#[test]
fn the_county_page_has_a_wider_pitch_and_bold_headings() {
    let county = edited("profile: gb9704", "profile: county").unwrap();
    assert_eq!((county.page.line_pitch, county.page.lines_per_page), (Length::points(30), 21));
    assert!(county.page.styles.heading_two.bold);
    let own =
        edited("profile: gb9704", "profile: gb9704\n  line_pitch: 28.95\n  heading_two_bold: true");
    let page = own.unwrap().page;
    assert_eq!((page.line_pitch, page.lines_per_page), (Length::milli_points(28_950), 22));
    assert!(page.styles.heading_two.bold);
}

#[test]
fn every_fault_of_the_settings_is_found_at_its_place() {
    let broken = CHANGLI
        .replace("title: 昌黎县部门整体绩效自评工作报告", "titel: 昌黎县")
        .replace("unit: 万元 ", "unit: 亿元 ")
        .replace("total_decimals: 2", "total_decimals: 二")
        .replace("project_decimals: as_filed", "project_decimals: 9")
        .replace("zero_of_zero: 0%", "zero_of_zero: \"\"")
        .replace("kind: government_fund", "kind: general_public")
        .replace("{ label: 良, from: 80 }", "{ label: 良, from: 95 }")
        .replace("{ label: 差 }", "{ label: 差, from: 0 }")
        .replace("profile: gb9704", "profile: gb9704\n  line_pitch: 三十")
        .replace("signature: none", "signature: [none]");
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "county", "form.yaml", &broken);
    insta::assert_snapshot!(findings("county", Some(directory.path())));
}

#[test]
fn the_points_of_a_form_make_a_hundred_and_its_bounds_are_percents() {
    let scoring = |more: &str| {
        let settings =
            CHANGLI.replace("execution_weight: 10", &format!("execution_weight: 10\n  {more}"));
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "county", "form.yaml", &settings);
        findings("county", Some(directory.path()))
    };
    insta::assert_snapshot!(
        [
            "dimension_weights: { output: 50, outcome: 30, satisfaction: 20 }",
            "dimension_weights: { output: 50, outcome: 30, social: 10 }",
            "dimension_weights: 90",
            "overshoot_error_from: 一百三",
            "overshoot_error_from: 1.3",
        ]
        .map(scoring)
        .join("\n")
    );
}

#[test]
fn charts_are_named_once_each() {
    use ziping::form::Charts;
    let charts = |list: &str| {
        edited("signature: none", &format!("signature: none\ncharts: {list}")).unwrap().charts
    };
    assert_eq!(load("changli", None).unwrap().charts, Charts::default());
    assert_eq!(charts("[grades]"), Charts { budget: false, grades: true });
    assert_eq!(charts("[grades, budget]"), Charts { budget: true, grades: true });
    let found = |list: &str| {
        let directory = tempfile::tempdir().unwrap();
        let settings =
            CHANGLI.replace("signature: none", &format!("signature: none\ncharts: {list}"));
        write(directory.path(), "county", "form.yaml", &settings);
        findings("county", Some(directory.path()))
    };
    insta::assert_snapshot!([found("budget"), found("[budgets, budget, budget]")].join("
"), @r"
    Y107 form.yaml:59:9 charts 应为列表
    Y108 form.yaml:59:10 charts[1] 不能写作“budgets” | 是不是 budget？
    Y104 form.yaml:59:27 charts[3] 写了两次 | 删去其中一处
    ");
}

#[test]
fn settings_that_are_no_mapping_are_refused() {
    for settings in ["", "- 1", "text", "a: [", "kinds: {}\npage: []\ngrades: 1\n"] {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "county", "form.yaml", settings);
        let Err(FormError::Findings(findings)) = load("county", Some(directory.path())) else {
            panic!("{settings:?} is no form");
        };
        assert!(!findings.is_empty(), "{settings:?}");
    }
}

#[test]
fn a_form_brings_its_own_words_for_the_prose_or_has_the_program_s() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "county", "form.yaml", CHANGLI);
    let county = load("county", Some(directory.path())).unwrap();
    assert_eq!(county.prose, load("changli", None).unwrap().prose);

    let words = PROSE.replace("{ wrong: 拔入, right: 拨入 }", "{ wrong: 拔出, right: 拨出 }");
    write(directory.path(), "county", "prose.yaml", &words);
    write(directory.path(), "changli", "prose.yaml", &words);
    for form in ["county", "changli"] {
        let form = load(form, Some(directory.path())).unwrap();
        assert!(form.prose.slips.wrong.are_in("拔出"), "{}", form.name);
        assert!(form.prose.figures.patterns.iter().all(|pattern| pattern.span.is_some()));
    }
}

#[test]
fn every_fault_of_the_words_is_found_at_its_place() {
    let broken = PROSE
        .replace("{ execution_at_least: 100 }", "{ execution_at_least: 百分之百 }")
        .replace("{ score_at_least: 100 }", "{}")
        .replace("lost_points: true", "lost_points: yes")
        .replace("pattern: \"评优率{rate}\"", "pattern: \"评优率{比率}\"")
        .replace("pattern: \"支出率{rate}\"", "pattern: \"{rate}\"")
        .replace("{ half: \",\", full: \"，\" }", "{ half: \"，，\", full: \"，\" }")
        .replace("wrong: 拔付", "worng: 拔付")
        .replace("      - 圆满完成\n", "      - ''\n")
        .replace("  partners: [与, 同,", "  partners: 与 #")
        .replace("surnames: 王", "surname: 王");
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "changli", "prose.yaml", &broken);
    insta::assert_snapshot!(findings("changli", Some(directory.path())));
}

#[test]
fn words_that_are_no_mapping_are_refused() {
    for words in ["", "- 1", "text", "a: [", "claims: {}\nslips: 1\nfigures: []\n"] {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), "changli", "prose.yaml", words);
        let Err(FormError::Findings(findings)) = load("changli", Some(directory.path())) else {
            panic!("{words:?} are no words");
        };
        assert!(findings.iter().all(|finding| finding.primary.is_some()), "{words:?}");
    }
}

fn name(sources: &mut Sources, form: &str) -> Spanned<String> {
    let source = sources.add("filing.yaml", format!("form: {form}\n"));
    Spanned { value: form.to_owned(), span: Span { source, start: 6, end: 6 + form.len() } }
}

fn load(form: &str, directory: Option<&Path>) -> Result<Form, FormError> {
    let mut sources = Sources::new();
    let name = name(&mut sources, form);
    form::load(&mut sources, &name, directory)
}

fn edited(from: &str, to: &str) -> Result<Form, FormError> {
    let settings = CHANGLI.replace(from, to);
    assert_ne!(settings, CHANGLI, "{from} stands in the settings");
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "county", "form.yaml", &settings);
    load("county", Some(directory.path()))
}

fn findings(form: &str, directory: Option<&Path>) -> String {
    let mut sources = Sources::new();
    let name = name(&mut sources, form);
    match form::load(&mut sources, &name, directory) {
        Err(FormError::Findings(findings)) => {
            let lines: Vec<_> = findings.iter().map(|finding| line(&sources, finding)).collect();
            lines.join("\n")
        }
        Err(FormError::Open(error)) => panic!("{error}"),
        Ok(form) => panic!("{} is a form", form.name),
    }
}

fn line(sources: &Sources, finding: &Diagnostic) -> String {
    let place = finding.primary.as_ref().unwrap().span;
    let file = Path::new(&sources.get(place.source).name).file_name().unwrap().display();
    let position = sources.position(place);
    let mut line = format!(
        "{} {file}:{}:{} {}",
        finding.code.id, position.line, position.column, finding.message
    );
    for help in &finding.help {
        line.push_str(" | ");
        line.push_str(help);
    }
    line
}

fn write(directory: &Path, form: &str, file: &str, text: &str) {
    let folder = directory.join(form);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(file), text).unwrap();
}
