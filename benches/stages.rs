//! Time and memory of each stage at 4, 100, 1,000 and 10,000 table rows.
//!
//! `cargo bench` needs the fonts of `make fonts`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use tempfile::TempDir;
use ziping::diff;
use ziping::document::Document;
use ziping::edition::{self, Cut, Edition};
use ziping::figures::{self, Figures};
use ziping::fonts::{FontSet, FontSources, SystemFonts};
use ziping::form::{self, Form};
use ziping::gate::{self, Public};
use ziping::layout;
use ziping::model;
use ziping::pipeline::{Formats, Pipeline, Purpose, Settings};
use ziping::record::{Record, Snapshot};
use ziping::source::{self, Opened, Sources};
use ziping::template::{Paper, Template};
use ziping::writer::{docx, html, pdf};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const ROWS: &[usize] = &[4, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// A filing on disk.
struct Filing {
    folder: TempDir,
}

impl Filing {
    fn of(rows: usize) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        #[expect(clippy::disallowed_methods, reason = "a bench writes its own input")]
        std::fs::write(folder.path().join("filing.yaml"), yaml(rows)).expect("the folder is ours");
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Returns a filing with `rows` projects of varied names, amounts and scores.
fn yaml(rows: usize) -> String {
    let mut text = String::from(
        "form: changli\nfiscal_year: 2023\namount_unit: 万元\n\
         department: { name: 测试县测试局, finance_authority: 县财政局, internal_offices: 5,\n  \
         staff: { employed: 20 } }\n\
         evaluation: { completed_on: 2024-03-04, score: 95.5, lead_office: 财务室 }\n\
         disclosure: { planned_for: 2024-03, channel: 政务公开平台 }\n\
         budget:\n  department: { initial: 99999999, adjusted: 99999999, final: 99999999 }\n\
         projects:\n",
    );
    for row in 0..rows {
        let kind = ["general_public", "government_fund", "state_capital_operating"][row % 3];
        let (amount, score) = (row % 977 + 1, 60 + row % 40);
        writeln!(
            text,
            "  - {{ id: P{row}, name: 第{row}号乡村道路养护与防汛物资储备项目, budget_kind: {kind}, \
             initial: {amount}.5, adjusted: {amount}.75, final: {amount}.25, score: {score}.5 }}"
        )
        .expect("a string takes text");
    }
    text.push_str("narrative:\n");
    for place in [
        "overall_achievement",
        "project_achievement",
        "overall_target_quality",
        "project_target_quality",
        "measures",
    ] {
        writeln!(
            text,
            "  {place}:\n    - 本单位严格按照预算绩效管理的要求，评优率为{{{{ figures.excellence_rate }}}}，\
             在保障基本运转的前提下，厉行节约，规范采购流程，提高资金使用效率。"
        )
        .expect("a string takes text");
    }
    text
}

/// What the later stages begin with.
struct Prepared {
    sources: Sources,
    edition: Edition,
    form: Form,
    figures: Figures,
    document: Document,
    fonts: FontSet,
}

fn prepared(rows: usize) -> Prepared {
    prepared_from(yaml(rows))
}

fn prepared_from(yaml: String) -> Prepared {
    let (mut sources, opened) = opened_from(yaml);
    let (filing, faults) = model::load(&sources, &opened);
    let filing = filing.unwrap_or_else(|| panic!("{faults:?}"));
    let form = form::load(&mut sources, &filing.form, None).expect("the form is built in");
    let edition = Edition::full(filing);
    let figures = figures::compute(&edition, &form);
    let template =
        Template::of(&form, &sources, Paper::WorkReport).expect("the template is built in");
    let document = template.render(&edition, &form, &figures).expect("the filing is whole");
    let fonts = FontSet::load(&font_sources()).expect("make fonts has fetched them");
    Prepared { sources, edition, form, figures, document, fonts }
}

fn opened_from(yaml: String) -> (Sources, Opened) {
    let mut sources = Sources::new();
    let file = sources.add("filing.yaml", yaml);
    (sources, Opened { files: vec![file], faults: Vec::new() })
}

fn font_sources() -> FontSources {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fonts");
    FontSources { folders: vec![folder], system: SystemFonts::Never }
}

#[divan::bench(args = ROWS)]
fn load(bencher: Bencher<'_, '_>, rows: usize) {
    let filing = Filing::of(rows);
    bencher.counter(ItemsCount::new(rows)).bench_local(|| {
        let mut sources = Sources::new();
        let opened = source::load(&mut sources, filing.path()).expect("the file is there");
        model::load(&sources, &opened)
    });
}

#[divan::bench(args = ROWS)]
fn compute(bencher: Bencher<'_, '_>, rows: usize) {
    let prepared = prepared(rows);
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| figures::compute(&prepared.edition, &prepared.form));
}

#[divan::bench(args = ROWS)]
fn word(bencher: Bencher<'_, '_>, rows: usize) {
    let Prepared { sources, edition, form, figures, .. } = prepared(rows);
    let template =
        Template::of(&form, &sources, Paper::WorkReport).expect("the template is built in");
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| template.render(&edition, &form, &figures));
}

#[divan::bench(args = ROWS)]
fn lay_out(bencher: Bencher<'_, '_>, rows: usize) {
    let Prepared { document, fonts, .. } = prepared(rows);
    bencher.counter(ItemsCount::new(rows)).bench_local(|| layout::lay_out(&document, &fonts));
}

#[divan::bench(args = ROWS)]
fn write_pdf(bencher: Bencher<'_, '_>, rows: usize) {
    let Prepared { document, fonts, .. } = prepared(rows);
    let laid = layout::lay_out(&document, &fonts);
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| pdf::write(&document, &laid.layout, &fonts));
}

#[divan::bench(args = ROWS)]
fn write_docx(bencher: Bencher<'_, '_>, rows: usize) {
    let Prepared { document, .. } = prepared(rows);
    bencher.counter(ItemsCount::new(rows)).bench_local(|| docx::write(&document));
}

/// The same by a writer that has written a document of that look before, as in a batch.
#[divan::bench(args = ROWS)]
fn write_docx_again(bencher: Bencher<'_, '_>, rows: usize) {
    let Prepared { document, .. } = prepared(rows);
    let writer = docx::Writer::default();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| writer.write(&document));
}

/// The public edition's report searched for what every fortieth project withholds.
#[divan::bench(args = ROWS)]
fn prove(bencher: Bencher<'_, '_>, rows: usize) {
    let withheld = "disclosure: { withheld: true, ground: trade_secret } }";
    let lines = yaml(rows);
    let lines = lines.lines().map(|line| match line.strip_suffix("score: 63.5 }") {
        Some(project) => format!("{project}score: 63.5, {withheld}\n"),
        None => format!("{line}\n"),
    });
    let Prepared { sources, edition, form, figures, .. } = prepared_from(lines.collect());
    let known = ziping::pipeline::known(&figures);
    let Cut { edition, withheld } = edition::cut(edition.filing(), &form.disclosure, &known);
    let figures = figures::compute(&edition, &form);
    let template =
        Template::of(&form, &sources, Paper::WorkReport).expect("the template is built in");
    let document = template.render(&edition, &form, &figures).expect("the filing is complete");
    let files = [
        ("a.docx".to_owned(), docx::write(&document).expect("the document is sound")),
        ("a.html".to_owned(), html::write(&document)),
    ];
    let editions = vec![(&edition, &figures)];
    let wording: Vec<_> = sources.shared().map(|(_, source)| source.text.as_str()).collect();
    let public = Public { editions, wording };
    assert!(gate::prove(&files, &withheld, &public).is_clean());
    bencher.counter(ItemsCount::new(rows)).bench_local(|| gate::prove(&files, &withheld, &public));
}

#[divan::bench(args = ROWS)]
fn build(bencher: Bencher<'_, '_>, rows: usize) {
    let filing = Filing::of(rows);
    let formats = Formats { docx: true, pdf: true, html: false, xlsx: false };
    bencher.counter(ItemsCount::new(rows)).bench_local(|| {
        Pipeline::new(Settings::default())
            .with_fonts(font_sources())
            .build(filing.path(), formats, Purpose::Final)
            .expect("the filing can be read")
    });
}

/// A hundred filings built by one chain, whose fonts are warm after the first.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn build_a_hundred_filings(bencher: Bencher<'_, '_>) {
    const COUNT: usize = 100;
    let filings: Vec<Filing> = (0..COUNT).map(|number| Filing::of(4 + number % 16)).collect();
    let formats = Formats { docx: true, pdf: true, html: false, xlsx: false };
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let pipeline = Pipeline::new(Settings::default()).with_fonts(font_sources());
        for filing in &filings {
            let built = pipeline.build(filing.path(), formats, Purpose::Final);
            assert!(built.expect("the filing can be read").1.is_some());
        }
    });
}

/// A thousand filings checked by one chain, as a finance authority does.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn check_a_thousand_filings(bencher: Bencher<'_, '_>) {
    const COUNT: usize = 1_000;
    let filings: Vec<Filing> = (0..COUNT).map(|number| Filing::of(4 + number % 8)).collect();
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let pipeline = Pipeline::new(Settings::default());
        for filing in &filings {
            let findings = pipeline.check(filing.path()).expect("the filing can be read");
            assert!(!findings.has_errors(), "{}", findings.render_concise());
        }
    });
}

/// How many projects are compared: a large department, and the largest tables.
const COMPARED: &[usize] = &[200, 10_000];

#[divan::bench(args = COMPARED)]
fn compare(bencher: Bencher<'_, '_>, rows: usize) {
    let (old, new) = (snapshot(yaml(rows)), snapshot(changed(&yaml(rows))));
    assert_eq!(diff::compare(&old, &new).projects.len(), 5);
    bencher.counter(ItemsCount::new(rows)).bench_local(|| diff::compare(&old, &new).text());
}

#[divan::bench(args = COMPARED)]
fn write_record(bencher: Bencher<'_, '_>, rows: usize) {
    let record = record(rows);
    bencher.counter(ItemsCount::new(rows)).bench_local(|| record.to_bytes());
}

#[divan::bench(args = COMPARED)]
fn read_record(bencher: Bencher<'_, '_>, rows: usize) {
    let bytes = record(rows).to_bytes();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| Record::of_bytes(&bytes));
}

fn record(rows: usize) -> Record {
    Record {
        program: "0".to_owned(),
        snapshot: snapshot(yaml(rows)),
        inputs: Vec::new(),
        outputs: Vec::new(),
        fonts: Vec::new(),
    }
}

fn snapshot(yaml: String) -> Snapshot {
    let Prepared { edition, form, figures, document, .. } = prepared_from(yaml);
    Snapshot::of(&edition, &form, &figures, document)
}

/// Returns the filing with five changes: an amount, a score, a name, a project less and one more.
fn changed(yaml: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in yaml.lines() {
        match line.split(&['{', ','][..]).nth(1).map(str::trim) {
            Some("id: P10") => lines.push(line.replace("final: ", "final: 1")),
            Some("id: P20") => lines.push(line.replace("score: 80.5", "score: 88")),
            Some("id: P30") => lines.push(line.replace("乡村道路", "村道")),
            Some("id: P40") => {}
            Some("id: P50") => {
                lines.push(line.replace("id: P50", "id: P50a").replace("第50号", "另一"));
                lines.push(line.to_owned());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

#[divan::bench]
fn read_fonts() -> FontSet {
    FontSet::load(&font_sources()).expect("make fonts has fetched them")
}
