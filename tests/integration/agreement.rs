//! The text of the DOCX, of the PDF, of the web page and of the document agree on every example, and
//! the page's lines keep the rules of Chinese line layout.

use std::path::{Path, PathBuf};

use ziping::document::{Block, Document};
use ziping::pipeline::{EditionKind, Pipeline, Settings};

use crate::harness::{Workplace, project_file};
use crate::readers::{docx_paragraphs, is_page_number, pdf_pages, pdf_text, squeezed};
use crate::web_page::{Version, WebPage};

/// The filings that build.
pub(crate) const EXAMPLES: &[&str] = &[
    "data/changli-2023",
    "examples/minimal",
    "examples/many-projects",
    "examples/package",
    "examples/public",
    "examples/rare-characters",
    "examples/adjusted/before",
    "examples/adjusted/after",
    "examples/national",
];

/// Marks that may not begin a line (W3C clreq, 3.1.2).
const NEVER_FIRST: &str = "、，。；：？！）》」』】〕〉”’…—·%％)]}";

/// Marks that may not end a line.
const NEVER_LAST: &str = "（《「『【〔〈“‘([{";

/// Filings whose public edition has less than the full one.
const PUBLIC: &[&str] = &["examples/public", "examples/package"];

/// Returns every filing that builds with the editions that are looked at.
fn editions() -> impl Iterator<Item = (&'static str, EditionKind)> {
    let full = EXAMPLES.iter().map(|example| (*example, EditionKind::Full));
    full.chain(PUBLIC.iter().map(|example| (*example, EditionKind::Public)))
}

/// Builds an example and returns its DOCX and PDF.
pub(crate) fn built(workplace: &Workplace, example: &str) -> (PathBuf, PathBuf) {
    built_edition(workplace, example, EditionKind::Full)
}

/// Builds an edition of an example and returns its DOCX and PDF.
fn built_edition(workplace: &Workplace, example: &str, edition: EditionKind) -> (PathBuf, PathBuf) {
    let filing = project_file(example);
    let filing = filing.to_str().unwrap();
    let outcome = workplace.run(&["build", filing, "--edition", edition.key(), "--out", "out"]);
    assert_eq!(outcome.status, 0, "{example}: {outcome:?}");
    let paths: Vec<_> = outcome.stdout.lines().map(|line| workplace.path(line)).collect();
    let [docx, pdf] = paths.try_into().expect("one line a file");
    (docx, pdf)
}

/// Builds an example as a web page alone and returns its path.
fn built_page(workplace: &Workplace, example: &str, edition: EditionKind) -> PathBuf {
    let filing = project_file(example);
    let filing = filing.to_str().unwrap();
    let edition = ["--edition", edition.key()];
    let arguments = ["build", filing, "--format", "html", "--out", "page"];
    let outcome = workplace.run(&[&arguments[..], &edition].concat());
    assert_eq!(outcome.status, 0, "{example}: {outcome:?}");
    let path = outcome.stdout.strip_suffix('\n').expect("one line a file");
    assert_eq!(Path::new(path).extension().unwrap(), "html");
    workplace.path(path)
}

#[test]
fn docx_pdf_web_page_and_document_have_one_text() {
    for (example, edition) in editions() {
        let workplace = Workplace::empty();
        let (docx, pdf) = built_edition(&workplace, example, edition);
        let html = built_page(&workplace, example, edition);
        let document = document(example, edition);
        let expected = squeezed(&document.text());
        assert_same(example, "DOCX", &expected, &squeezed(&docx_paragraphs(&docx).concat()));
        let found = without_repeats(&pdf_text(&pdf), &table_heads(&document));
        assert_same(example, "PDF", &expected, &found);
        let found = WebPage::read(&std::fs::read(html).unwrap()).text(Version::Accepted);
        assert_same(example, "HTML", &expected, &squeezed(&found));
    }
}

#[test]
fn lines_begin_and_end_as_they_may_and_split_no_figure() {
    for (example, edition) in editions() {
        let workplace = Workplace::empty();
        let (_docx, pdf) = built_edition(&workplace, example, edition);
        for (number, page) in pdf_pages(&pdf).iter().enumerate() {
            let lines: Vec<&str> =
                page.iter().map(|line| line.trim()).filter(|line| !is_page_number(line)).collect();
            for line in &lines {
                let place = format!("{example}, page {}: {line:?}", number + 1);
                let (first, last) = (line.chars().next(), line.chars().next_back());
                assert!(!first.is_some_and(|mark| NEVER_FIRST.contains(mark)), "{place}");
                assert!(!last.is_some_and(|mark| NEVER_LAST.contains(mark)), "{place}");
            }
            for pair in lines.windows(2) {
                assert!(
                    !splits_figure(pair[0], pair[1]),
                    "{example}, page {}: {pair:?}",
                    number + 1
                );
            }
        }
    }
}

/// Returns whether a figure stands on both sides of a line's end, or its unit on the next line.
fn splits_figure(line: &str, next: &str) -> bool {
    const FULL: usize = 20;
    let is_text = |line: &str| line.chars().count() > FULL;
    let ends_in_digit = line.ends_with(|mark: char| mark.is_ascii_digit());
    let unit = ["%", "％", "万元", "元", "个", "人", "项", "分", "年", "月", "日"];
    let goes_on = next.starts_with(|mark: char| mark.is_ascii_digit() || mark == '.');
    let has_unit = unit.iter().any(|unit| next.starts_with(unit));
    let sign_left = line.ends_with(['-', '−']) && goes_on;
    is_text(line) && ((ends_in_digit && (goes_on || has_unit)) || sign_left)
}

/// Returns the document of an edition of an example.
pub(crate) fn document(example: &str, edition: EditionKind) -> Document {
    let pipeline = Pipeline::new(Settings { edition, ..Settings::default() });
    let (findings, document) = pipeline.document(&project_file(example)).unwrap();
    document.unwrap_or_else(|| panic!("{example}: {}", findings.render_concise()))
}

/// Returns the text of each table's head.
fn table_heads(document: &Document) -> Vec<String> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables
        .map(|table| {
            let cells = table.head.iter().flat_map(|row| &row.cells);
            let runs = cells.flat_map(|cell| &cell.runs);
            squeezed(&runs.map(|run| run.text.as_str()).collect::<String>())
        })
        .collect()
}

/// Returns `text` without the second and later showings of each table head.
fn without_repeats(text: &str, heads: &[String]) -> String {
    heads.iter().fold(text.to_owned(), |text, head| match text.split_once(head.as_str()) {
        Some((before, after)) => format!("{before}{head}{}", after.replace(head.as_str(), "")),
        None => text,
    })
}

/// Fails with the first place where two texts part.
fn assert_same(example: &str, what: &str, expected: &str, found: &str) {
    if expected == found {
        return;
    }
    let same = expected.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let around =
        |text: &str| -> String { text.chars().skip(same.saturating_sub(10)).take(50).collect() };
    panic!(
        "{example}: the text of the {what} parts from the document's at character {same}\n\
         document: {}\n{what}: {}",
        around(expected),
        around(found),
    );
}

/// Returns where the project's examples of faults are.
pub(crate) fn broken_examples() -> Vec<PathBuf> {
    let folder: &Path = &project_file("examples/broken");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    paths
}
