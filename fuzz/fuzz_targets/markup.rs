//! Arbitrary text as a template, and as the prose that a filing brings to the program's own one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::edition::Edition;
use ziping::figures;
use ziping::form;
use ziping::model;
use ziping::source::{Opened, Sources};
use ziping::template::{Paper, Template};

const FILING: &str = "\
form: changli
fiscal_year: 2024
department: { name: 云岭县档案馆 }
evaluation: { completed_on: 2025-03-10, score: 96.5 }
budget:
  department: { initial: 186.4, adjusted: 198.65, final: 197.2 }
projects:
  - { id: P01, name: 馆藏档案数字化, initial: 40, adjusted: 42.5, final: 41.05, score: 95 }
narrative:
  project_achievement: [ 一段。 ]
  overall_target_quality: [ 一段。 ]
  project_target_quality: [ 一段。 ]
  measures: [ 一段。 ]
  overall_achievement:
    - |-
";

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let prose = text.replace('\n', "\n      ");
    let file = sources.add("filing.yaml", format!("{FILING}      {prose}\n"));
    let opened = Opened { files: vec![file], faults: Vec::new() };
    let (Some(filing), _faults) = model::load(&sources, &opened) else { return };
    let form = form::load(&mut sources, &filing.form, None).expect("the form is built in");
    let template = sources.add("work-report.html", text);
    let edition = Edition::full(filing);
    let figures = figures::compute(&edition, &form);
    let own = Template::of(&form, &sources, Paper::WorkReport).expect("the template is built in");
    drop(own.render(&edition, &form, &figures));
    if let Ok(template) = Template::compile(template, &sources) {
        drop(template.render(&edition, &form, &figures));
    }
});
