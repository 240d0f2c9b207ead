//! What the reader makes of reports as the program writes them, beside the document that they were
//! written from, beside poppler, and cut or changed anywhere.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::gate::fold::{Folded, PART};
use crate::gate::passage::PassageKind;
use crate::pipeline::{FontSources, Formats, Pipeline, Purpose, Settings};

/// Filings whose reports have tables, several fonts and paragraphs over two pages.
const FILINGS: [&str; 3] =
    ["data/changli-2023", "examples/many-projects", "examples/rare-characters"];

/// A report and the text of the document that it was written from.
struct Report {
    bytes: Vec<u8>,
    text: String,
}

fn report(filing: &str) -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = FontSources { folders: vec![root.join("fonts")], ..FontSources::default() };
    let pipeline = Pipeline::new(Settings::default()).with_fonts(fonts);
    let formats = Formats { pdf: true, ..Formats::default() };
    let (_, built) = pipeline.build(&root.join(filing), formats, Purpose::Final).unwrap();
    let (_, document) = pipeline.document(&root.join(filing)).unwrap();
    let is_pdf = |name: &str| Path::new(name).extension().is_some_and(|it| it == "pdf");
    let file = built.unwrap().files.into_iter().find(|(name, _)| is_pdf(name));
    Report { bytes: file.unwrap().1, text: document.unwrap().text() }
}

/// Returns the passage of `part`, folded and its parts taken out.
fn folded(passages: &[Passage], part: &str) -> String {
    let passage = passages.iter().find(|passage| passage.part == part);
    let passage = passage.unwrap_or_else(|| panic!("{part} is a passage"));
    Folded::of(&passage.text.replace(PART, "")).text
}

fn parts(passages: &[Passage]) -> Vec<&str> {
    passages.iter().map(|passage| passage.part.as_str()).collect()
}

#[test]
fn the_whole_reads_as_the_document_does() {
    for filing in FILINGS {
        let report = report(filing);
        let passages = read(&report.bytes).unwrap();
        let expected = Folded::of(&report.text).text;
        assert_eq!(folded(&passages, "全文（按结构标签）"), expected, "{filing}");
        for part in ["书签：标题（Title）", "文档信息：标题（Title）", "结构标签：T", "XMP 元数据"]
        {
            assert!(parts(&passages).contains(&part), "{filing}: {part} in {:?}", parts(&passages));
        }
        // What stands in a line is certain: the writer says so itself.
        assert!(!parts(&passages).contains(&"全文（按结构标签）（逐段）"), "{filing}");
    }
}

#[test]
fn pages_read_as_poppler_reads_them() {
    for filing in FILINGS {
        let report = report(filing);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&report.bytes).unwrap();
        let arguments =
            ["-raw".as_ref(), "-enc".as_ref(), "UTF-8".as_ref(), file.path().as_os_str()];
        let output = Command::new("pdftotext").args(arguments).arg("-").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let passages = read(&report.bytes).unwrap();
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        for (number, page) in (1..).zip(&pages) {
            let part = format!("第{number}页正文");
            assert_eq!(folded(&passages, &part), Folded::of(page).text, "{filing} {part}");
        }
        let next = format!("第{}页正文", pages.len() + 1);
        assert!(!parts(&passages).contains(&next.as_str()), "{filing}");
    }
}

#[test]
fn a_report_written_anew_by_another_program_reads_the_same() {
    let report = report(FILINGS[0]);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&report.bytes).unwrap();
    let texts = |bytes: &[u8]| {
        let passages = read(bytes).unwrap().into_iter();
        let of_document = |passage: &Passage| passage.part.starts_with('全');
        passages.filter(of_document).map(|passage| passage.text).collect::<Vec<_>>()
    };
    let expected = texts(&report.bytes);
    // Object streams and a compressed table; every stream plain, its length behind it.
    let many = [
        &["--object-streams=generate"][..],
        // Comments between objects, which this leaves in object streams, are no part of a report.
        &["--qdf", "--object-streams=disable"],
        &["--stream-data=uncompress"],
    ];
    for options in many {
        let output = Command::new("qpdf").args(options).arg(file.path()).arg("-").output().unwrap();
        assert!(output.status.success(), "{options:?}: {output:?}");
        assert_eq!(texts(&output.stdout), expected, "{options:?}");
    }
}

#[test]
fn cells_are_parted_and_paragraphs_are_not() {
    let passages = read(&report("data/changli-2023").bytes).unwrap();
    let whole = passages.iter().find(|passage| passage.part == "全文（按结构标签）").unwrap();
    assert_eq!(whole.kind, PassageKind::Words);
    // A row of the table of scores, whose cells stand side by side.
    let cells = whole.text.split(PART).count();
    assert!(20 < cells, "{cells}");
    // A sentence over two lines.
    let folded = Folded::of(&whole.text).text;
    assert!(
        folded
            .contains("财政资金使用管理办法、工作保障制度等,为全年预算绩效目标的实现奠定制度基础")
    );
}

/// A report with little in it.
static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| report("examples/minimal").bytes);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_cut_report_is_unreadable(cut in 0_usize..1_000_000) {
        let cut = cut % (SMALL.len() - 1);
        prop_assert!(read(&SMALL[..cut]).is_err() || SMALL[cut..].iter().all(u8::is_ascii_whitespace));
    }

    #[test]
    fn a_changed_report_is_read_or_refused(
        changes in prop::collection::vec((0_usize..1_000_000, any::<u8>()), 1..4),
    ) {
        let mut bytes = SMALL.clone();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(read(&bytes).is_err());
        let mut headed = b"%PDF-1.7\n".to_vec();
        headed.extend(bytes);
        prop_assert!(read(&headed).is_err());
    }
}
