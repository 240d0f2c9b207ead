//! `build --bind`: one volume, whose contents name the pages that things are on.

use std::fmt::Write as _;
use std::path::Path;

use ziping::record::Record;

use crate::docx::assert_valid;
use crate::harness::Workplace;
use crate::public::{FILING, WITHHELD};
use crate::readers::{docx_paragraphs, docx_part, pdf_pages, run_tool, squeezed};
use crate::rendering::MINIMAL;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const VOLUME: &str = "out/2024年度云岭县农业农村局整体绩效自评材料";

fn build(place: &Workplace, filing: &str, more: &[&str]) -> String {
    let outcome = place.run(&[&["build", filing, "--bind", "--out", "out"][..], more].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    outcome.stdout
}

/// Returns what the contents of a PDF say: each entry, without white space, and its page.
fn contents(pages: &[Vec<String>]) -> Vec<(String, usize)> {
    const DOTS: &str = "....";
    assert_eq!(squeezed(&pages[0][0]), "目录");
    let listing = pages.iter().take_while(|page| page.concat().contains(DOTS));
    let lines = listing.flatten().skip(1).filter(|line| !line.starts_with('—'));
    let text: String = lines.map(|line| squeezed(line)).collect();
    let mut entries = Vec::new();
    let mut rest = text.as_str();
    while let Some((entry, behind)) = rest.split_once(DOTS) {
        let behind = behind.trim_start_matches('.');
        let digits = behind.find(|next: char| !next.is_ascii_digit()).unwrap_or(behind.len());
        entries.push((entry.to_owned(), behind[..digits].parse().unwrap()));
        rest = &behind[digits..];
    }
    assert_eq!(rest, "", "the contents end with a page");
    entries
}

/// Holds the contents of a volume against the pages that an independent reader finds.
fn assert_contents(pdf: &Path) -> Vec<(String, usize)> {
    let pages = pdf_pages(pdf);
    let entries = contents(&pages);
    for (entry, number) in &entries {
        let page = &pages[number - 1];
        let said = squeezed(&page.concat());
        assert!(page.iter().any(|line| numbers(line, *number)), "page {number}: {page:?}");
        let found =
            match entry.strip_prefix("附件").map(|rest| rest.split_once(char::is_alphabetic)) {
                Some(Some((attachment, _))) => {
                    assert_eq!(squeezed(&page[0]), format!("附件{attachment}"), "{entry}");
                    let kind = entry.trim_start_matches(&format!("附件{attachment}"));
                    let (kind, project) = kind.split_once('（').unwrap_or((kind, ""));
                    said.contains(kind) && said.contains(project.trim_end_matches('）'))
                }
                _ => said.contains(entry.as_str()),
            };
        assert!(found, "{entry} is to be on page {number}: {page:?}");
    }
    entries
}

/// Returns whether `line` is the page number `number`; on a turned sheet its parts may be lines.
fn numbers(line: &str, number: usize) -> bool {
    squeezed(line).trim_matches('—') == number.to_string()
}

#[test]
fn the_contents_name_the_pages_that_headings_and_attachments_are_on() {
    let place = Workplace::with_filing("examples/package");
    let printed = build(&place, "filing", &[]);
    let written = [format!("{VOLUME}.docx"), format!("{VOLUME}.pdf")];
    assert_eq!(printed.lines().collect::<Vec<_>>(), written);
    let pdf = place.path(&written[1]);
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    let entries = assert_contents(&pdf);
    let texts: Vec<&str> = entries.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        texts[..3],
        [
            "一、绩效自评工作开展情况",
            "（一）部门预算安排及资金分配拨付使用情况",
            "（二）绩效自评开展情况"
        ]
    );
    assert_eq!(texts[10], "附件1部门整体支出绩效自评表");
    assert_eq!(texts[11], "附件2项目支出绩效自评表（高标准农田建设项目）");
    assert_eq!(texts[19], "附件10项目自评结果汇总表");
    assert_eq!(texts.len(), 20);

    // The entries of the DOCX, the bookmarks they lead to, and the pages are the same.
    let docx = place.path(&written[0]);
    assert_valid("bound", &std::fs::read(&docx).unwrap());
    let xml = docx_part(&docx, "word/document.xml");
    let document = roxmltree::Document::parse(&xml).unwrap();
    let named = |name: &'static str| {
        let nodes = document.descendants().filter(move |node| node.has_tag_name((W, name)));
        nodes.collect::<Vec<_>>()
    };
    let cached: Vec<(String, usize)> = named("hyperlink")
        .iter()
        .map(|link| {
            let texts = link.descendants().filter(|node| node.has_tag_name((W, "t")));
            let texts: Vec<_> = texts.filter_map(|node| node.text()).collect();
            let [text, page] = texts[..] else { panic!("{texts:?}") };
            (squeezed(text), page.parse().unwrap())
        })
        .collect();
    assert_eq!(cached, entries);
    let bookmarks: Vec<_> =
        named("bookmarkStart").iter().filter_map(|node| node.attribute((W, "name"))).collect();
    let anchors: Vec<_> =
        named("hyperlink").iter().filter_map(|node| node.attribute((W, "anchor"))).collect();
    assert_eq!(anchors, bookmarks, "in reading order");
    let instructions: Vec<_> =
        named("instrText").iter().filter_map(roxmltree::Node::text).map(str::trim).collect();
    assert_eq!(instructions[0], r#"TOC \o "1-2" \h \z \f A"#);
    let added = instructions.iter().filter(|instruction| instruction.starts_with("TC "));
    assert_eq!(added.count(), 10);

    let record = std::fs::read(place.path(&format!("{VOLUME}.record"))).unwrap();
    assert_eq!(Record::of_bytes(&record).unwrap().outputs.len(), 2);
}

#[test]
fn bookmarks_and_links_of_the_pdf_lead_to_the_same_pages() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &["--format", "pdf"]);
    let pdf = place.path(&format!("{VOLUME}.pdf"));
    let entries = contents(&pdf_pages(&pdf));
    let path = pdf.to_str().unwrap();
    let outline = run_tool("qpdf", &["--json", "--json-key=outlines", path]);
    let outline: serde_json::Value = serde_json::from_str(&outline).unwrap();
    let mut lines = Vec::new();
    let mut pending: Vec<_> = outline["outlines"].as_array().unwrap().iter().rev().collect();
    while let Some(line) = pending.pop() {
        let title = squeezed(line["title"].as_str().unwrap());
        lines.push((title, line["destpageposfrom1"].as_u64().unwrap()));
        pending.extend(line["kids"].as_array().unwrap().iter().rev());
    }
    for (entry, page) in &entries {
        let page = u64::try_from(*page).unwrap();
        let found =
            lines.iter().any(|(title, at)| title.trim_end_matches('。') == entry && *at == page);
        assert!(found, "{entry} {page} in {lines:?}");
    }
    let objects = run_tool("qpdf", &["--json", "--json-key=qpdf", path]);
    assert_eq!(objects.matches(r#""/Subtype": "/Link""#).count(), entries.len());
}

#[test]
fn attachments_are_listed_below_the_body_and_marked_on_pages_of_their_own() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &[]);
    let list = "附件：1.部门整体支出绩效自评表2.项目支出绩效自评表（高标准农田建设项目）3.项目支出绩效自评表";
    let docx = docx_paragraphs(&place.path(&format!("{VOLUME}.docx")));
    assert!(squeezed(&docx.concat()).contains(list));
    let pages = pdf_pages(&place.path(&format!("{VOLUME}.pdf")));
    let text: String = pages.iter().map(|page| squeezed(&page.concat())).collect();
    assert!(text.contains(list), "{text}");
    let marked: Vec<_> = pages
        .iter()
        .filter_map(|page| squeezed(&page[0]).strip_prefix("附件")?.parse::<u32>().ok())
        .collect();
    assert_eq!(marked, (1..=10).collect::<Vec<_>>());
    let marks: Vec<_> = docx.iter().filter(|text| text.starts_with("附件")).collect();
    let expected: Vec<_> = (1..=10).map(|number| format!("附件{number}")).collect();
    assert!(expected.iter().all(|mark| marks.contains(&mark)), "{marks:?}");
    for (index, page) in pages.iter().enumerate() {
        assert!(page.iter().any(|line| numbers(line, index + 1)), "page {}", index + 1);
    }
}

#[test]
fn contents_of_several_pages_are_numbered_right() {
    let place = Workplace::empty();
    let mut projects = String::new();
    for number in 2..=45 {
        writeln!(
            projects,
            "  - {{ id: Q{number}, name: 第{number}号乡镇档案室规范化建设和数字化加工项目, budget_kind: general_public, initial: 1, adjusted: 1, final: 1, score: 95 }}"
        )
        .unwrap();
    }
    place
        .write("filing.yaml", &MINIMAL.replacen("narrative:", &format!("{projects}narrative:"), 1));
    build(&place, "filing.yaml", &["--format", "pdf"]);
    let pdf = place.path("out/2024年度云岭县档案馆整体绩效自评材料.pdf");
    let entries = assert_contents(&pdf);
    assert_eq!(entries.len(), 10 + 47);
    assert!(4 < entries[0].1, "contents of several pages: {entries:?}");
}

#[test]
fn the_public_volume_has_no_people_and_no_withheld_project() {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    build(&place, "filing.yaml", &[]);
    let full = place.path("out/2023年度青河县教育局整体绩效自评材料.pdf");
    let text: String = pdf_pages(&full).concat().concat();
    assert!(squeezed(&text).contains("填表人：欧阳墨涵"));

    build(&place, "filing.yaml", &["--edition", "public"]);
    let stem = "out/2023年度青河县教育局整体绩效自评材料（公开版）";
    let docx = docx_part(&place.path(&format!("{stem}.docx")), "word/document.xml");
    let pdf = place.path(&format!("{stem}.pdf"));
    assert_contents(&pdf);
    let pdf = squeezed(&pdf_pages(&pdf).concat().concat());
    for word in WITHHELD.iter().chain(&["填表人", "联系电话"]) {
        assert!(!docx.contains(word) && !pdf.contains(word), "{word}");
    }
}

#[test]
fn the_same_filing_gives_the_same_volume_and_a_web_page_of_it() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &["--format", "docx,pdf,html"]);
    let first = place.files("out");
    build(&place, "filing", &["--format", "docx,pdf,html", "--package"]);
    assert!(first == place.files("out"), "--bind is of the package anyway");
    let page = std::fs::read_to_string(place.path(&format!("{VOLUME}.html"))).unwrap();
    for words in ["<p class=\"attachment\">附件1</p>", "部门整体支出绩效自评表", "云岭县农业农村局"]
    {
        assert!(page.contains(words), "{words}");
    }
}
