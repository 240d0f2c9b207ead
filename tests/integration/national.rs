//! The national form: the execution rate on the adjusted budget, the kinds of budget by their names
//! in the Budget Law, charts; and a county's wishes for charts.

use std::fs;
use std::path::Path;

use ziping::document::{Block, Document};

use crate::agreement::built;
use crate::docx::assert_valid;
use crate::harness::{Workplace, project_file};
use crate::readers::{pdf_text, run_tool};
use crate::rendering::Loaded;

const EXAMPLE: &str = "examples/national";

fn charts(document: &Document) -> Vec<&str> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart.title.as_str()),
        _ => None,
    });
    charts.collect()
}

#[test]
fn the_example_is_worded_on_the_adjusted_budget() {
    let document = Loaded::folder(project_file(EXAMPLE).to_str().unwrap()).report().unwrap();
    let text = document.text();
    assert!(!text.contains("支出率") && !text.contains("社保基金"), "{text}");
    assert!(
        text.contains("调整后预算数7318.25万元，决算数7012.96万元，预算执行率95.83%。"),
        "{text}"
    );
    insta::assert_snapshot!("national", document.dump());
}

#[test]
fn the_example_has_no_findings_and_its_files_are_sound() {
    let workplace = Workplace::empty();
    let filing = project_file(EXAMPLE);
    let checked = workplace.run(&["check", filing.to_str().unwrap()]);
    assert_eq!(checked.status, 0, "{checked:?}");
    assert!(checked.stdout.contains("没有发现问题"), "{checked:?}");
    let (docx, pdf) = built(&workplace, EXAMPLE);
    assert_valid("national", &fs::read(docx).unwrap());
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    let objects = run_tool("qpdf", &["--json", pdf.to_str().unwrap()]);
    assert_eq!(objects.matches("\"/S\": \"/Figure\"").count(), 2);
    assert!(pdf_text(&pdf).contains("项目支出自评等级分布（单位：个）"));
}

#[test]
fn kinds_of_budget_have_their_legal_names_and_order() {
    let mut sources = ziping::source::Sources::new();
    let source = sources.add("filing.yaml", "form: national\n");
    let span = ziping::source::Span { source, start: 6, end: 14 };
    let name = ziping::source::Spanned { value: "national".to_owned(), span };
    let form = ziping::form::load(&mut sources, &name, None).unwrap();
    let kinds: Vec<_> = form.kinds.iter().map(|(_, label)| label).collect();
    let legal = ["一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算"];
    assert_eq!(kinds, legal);
}

#[test]
fn kinds_without_projects_are_not_listed() {
    let projects = fs::read_to_string(project_file(EXAMPLE).join("projects.yaml")).unwrap();
    let more = projects.replace(
        "budget_kind: general_public, initial: 310",
        "budget_kind: social_insurance_fund, initial: 310",
    );
    assert_ne!(more, projects);
    let document = Loaded::folder(project_file(EXAMPLE).to_str().unwrap())
        .replace("projects.yaml", &more)
        .report()
        .unwrap();
    let text = document.text();
    assert!(text.contains("占政府性基金预算项目支出总额的100%。社会保险基金预算项目1个"), "{text}");
    assert!(!text.contains("国有资本经营预算项目"), "{text}");
}

#[test]
fn a_filing_begun_in_the_form_builds() {
    let workplace = Workplace::empty();
    let begun = workplace.run(&["init", "new", "--form", "national"]);
    assert_eq!(begun.status, 0, "{begun:?}");
    let built = workplace.run(&["build", "new", "--out", "out"]);
    assert_eq!(built.status, 0, "{built:?}");
    assert!(!built.stderr.contains("错误"), "{built:?}");
}

#[test]
fn the_form_asks_for_charts_and_a_county_may() {
    let national = Loaded::folder(project_file(EXAMPLE).to_str().unwrap()).report().unwrap();
    let titles = ["2024年度部门整体预算和决算（单位：万元）", "项目支出自评等级分布（单位：个）"];
    assert_eq!(charts(&national), titles);

    let county = || Loaded::folder(project_file("examples/minimal").to_str().unwrap());
    assert_eq!(charts(&county().report().unwrap()), [""; 0]);
    let forms = Workplace::empty();
    let settings = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
    forms.write("changli/form.yaml", &format!("{settings}\ncharts: [grades]\n"));
    let asked = county().with_forms(&forms.path("")).report().unwrap();
    assert_eq!(charts(&asked), titles[1..]);
}

#[test]
fn the_public_edition_has_its_charts_without_what_is_withheld() {
    let workplace = Workplace::with_filing(EXAMPLE);
    workplace.replace(
        "filing/projects.yaml",
        "score: 78.2",
        "score: 78.2, disclosure: { withheld: true, ground: internal_affairs }",
    );
    let formats = ["--format", "docx,pdf,html", "--out", "out"];
    let build = [&["build", "filing", "--edition", "public"][..], &formats].concat();
    let proved = workplace.run(&build);
    assert_eq!(proved.status, 0, "{proved:?}");
    assert_eq!(proved.stdout.lines().count(), 3, "{proved:?}");
    let public = workplace.run(&["dump", "filing", "--edition", "public"]);
    assert_eq!(public.status, 0, "{public:?}");
    // 7012.96 less the 706.45 of P04; its grade was the only 中.
    for line in [
        "chart 2024年度部门整体预算和决算，不含依法不予公开项目（单位：万元）",
        "  bar 决算数 [6306510000] ⟦department.final=6306.51⟧",
        "  bar 中 [0] ⟦by_grade.fair.count=0⟧",
    ] {
        assert!(public.stdout.contains(line), "{line}\n{}", public.stdout);
    }
}

#[test]
fn papers_that_a_form_does_not_word_itself_are_those_of_the_county() {
    let place = Workplace::empty();
    let filing = project_file("examples/national");
    let filing = filing.to_str().unwrap();
    // A form on disk with settings and a report alone.
    for file in ["form.yaml", "work-report.html"] {
        let text = fs::read_to_string(project_file(&format!("templates/national/{file}")));
        place.write(&format!("forms/city/{file}"), &text.unwrap());
    }
    let text = fs::read_to_string(project_file("examples/national/filing.yaml")).unwrap();
    place.write("filing/filing.yaml", &text.replace("form: national", "form: city"));
    for file in ["budget.yaml", "projects.yaml", "narrative.yaml"] {
        let text = fs::read_to_string(project_file(&format!("examples/national/{file}")));
        place.write(&format!("filing/{file}"), &text.unwrap());
    }
    let package = ["--package", "--format", "docx"];
    let own = place.run(&[&["build", filing, "--out", "own"], &package[..]].concat());
    assert_eq!(own.status, 0, "{}", own.stderr);
    let arguments = ["build", "filing", "--templates", "forms", "--out", "city"];
    let city = place.run(&[&arguments[..], &package].concat());
    assert_eq!(city.status, 0, "{}", city.stderr);
    let documents = |folder: &str| {
        let mut files = place.files(folder);
        files.retain(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "docx"));
        files
    };
    assert!(documents("own").len() >= 6 && documents("own") == documents("city"));
    // A report is a form's own.
    fs::remove_file(place.path("forms/city/work-report.html")).unwrap();
    let outcome = place.run(&arguments);
    assert_eq!(outcome.status, 1);
    assert!(outcome.stderr.contains("里没有报告的模板“work-report.html”"), "{}", outcome.stderr);
}
