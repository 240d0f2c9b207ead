//! The web page: nothing beside itself, an outline without gaps, heads with a scope, and every text
//! of every document.

use jiff::civil::date;
use proptest::prelude::*;
use ziping::diff::merge;
use ziping::document::{
    Alignment, Block, Cell, Column, Document, Mark, Metadata, Orientation, PageProfile, Paragraph,
    ParagraphRole, Row, Run, Section, Table,
};
use ziping::writer::html;

use crate::harness::{Workplace, project_file};
use crate::merging::versions;
use crate::readers::squeezed;
use crate::rendering::Loaded;
use crate::web_page::{Version, WebPage, attribute, element_name, text_of};

/// Returns a document with a table of two rows of merged heads and a merged row head.
pub(crate) fn merged_heads() -> Document {
    let cell = |text: &str, spans: (u32, u32), header: bool| Cell {
        runs: vec![Run::text(text)],
        alignment: if header { Alignment::Centre } else { Alignment::Right },
        column_span: spans.0,
        row_span: spans.1,
        header,
    };
    let table = Table {
        caption: vec![Run::text("单位：万元")],
        description: "收支情况表".to_owned(),
        columns: vec![Column::aligned(Alignment::Right); 4],
        head: vec![
            Row::new(vec![
                cell("类别", (1, 2), true),
                cell("年度", (1, 2), true),
                cell("预算", (2, 1), true),
            ]),
            Row::new(vec![cell("年初", (1, 1), true), cell("调整后", (1, 1), true)]),
        ],
        body: vec![
            Row::new(vec![
                cell("项目支出", (1, 2), true),
                cell("2022年", (1, 1), true),
                cell("1.50", (1, 1), false),
                cell("2.50", (1, 1), false),
            ]),
            // Too short: the last place stays empty.
            Row::new(vec![cell("2023年", (1, 1), true), cell("3", (1, 1), false)]),
        ],
    };
    let prose = |text: &str| {
        let runs = vec![Run::text(text)];
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs })
    };
    Document {
        metadata: Metadata {
            title: "“甲”&乙<丙>报告".to_owned(),
            author: "某单位".to_owned(),
            date: date(2024, 3, 4),
            revision: None,
        },
        mark: Some(Mark::Draft),
        page: PageProfile::gb9704(),
        sections: vec![
            Section {
                orientation: Orientation::Portrait,
                blocks: vec![
                    Block::Title(vec![Run::text("“甲”&乙<丙>报告")]),
                    prose("见附表。"),
                    Block::Table(table.clone()),
                ],
            },
            Section {
                orientation: Orientation::Landscape,
                blocks: vec![Block::Title(vec![Run::text("附表")]), Block::Table(table)],
            },
        ],
    }
}

#[test]
fn the_smallest_filing_gives_this_page() {
    let document = Loaded::folder("examples/minimal").report().unwrap();
    insta::assert_snapshot!(String::from_utf8(html::write(&document)).unwrap());
}

#[test]
fn a_page_needs_nothing_beside_itself_and_runs_nothing() {
    for document in [merged_heads(), Loaded::folder("data/changli-2023").report().unwrap()] {
        let page = WebPage::read(&html::write(&document));
        for node in page.all() {
            let element = element_name(&node);
            let loads = ["script", "link", "img", "iframe", "object", "embed", "base", "form"];
            assert!(!loads.contains(&element.as_str()), "{element}");
            assert_eq!((attribute(&node, "src"), attribute(&node, "style")), (None, None));
            assert!(attribute(&node, "href").is_none_or(|href| href.starts_with('#')));
            if element == "style" {
                let style = text_of(&node);
                assert!(!style.contains("url(") && !style.contains("@import"));
            }
        }
    }
}

#[test]
fn links_lead_somewhere_and_identifiers_are_single() {
    let page = WebPage::read(&html::write(&Loaded::folder("data/changli-2023").report().unwrap()));
    let mut identifiers: Vec<_> =
        page.all().iter().filter_map(|node| attribute(node, "id")).collect();
    let links = page.elements("a");
    assert_eq!(links.len(), 11, "ten headings, and the way to the text");
    for link in links {
        let target = attribute(&link, "href").unwrap();
        assert!(identifiers.iter().any(|identifier| format!("#{identifier}") == target));
    }
    let count = identifiers.len();
    identifiers.sort();
    identifiers.dedup();
    assert_eq!(identifiers.len(), count);
}

#[test]
fn merged_heads_keep_their_scope_and_tables_their_own_names() {
    let page = WebPage::read(&html::write(&merged_heads()));
    let heads: Vec<_> = page
        .elements("th")
        .iter()
        .take(7)
        .map(|head| {
            let part = |name| attribute(head, name).unwrap_or_default();
            format!("{} {} {}/{}", text_of(head), part("scope"), part("colspan"), part("rowspan"))
        })
        .collect();
    let expected = [
        "类别 col /2",
        "年度 col /2",
        "预算 col 2/",
        "年初 col /",
        "调整后 col /",
        "项目支出 row /2",
        "2022年 row /",
    ];
    assert_eq!(heads, expected);
    assert_eq!(page.elements("td").len(), 8, "the place that no cell covers is an empty cell");
    let frames: Vec<_> = page
        .elements("section")
        .iter()
        .map(|node| attribute(node, "aria-labelledby").unwrap())
        .collect();
    let names: Vec<_> = page
        .elements("span")
        .iter()
        .filter(|node| attribute(node, "id").is_some_and(|id| frames.contains(&id)))
        .map(|node| node.children.borrow().iter().map(text_of).collect::<String>())
        .collect();
    assert_eq!(names, ["收支情况表", "收支情况表（2）"]);
}

#[test]
fn a_draft_and_its_metadata_are_escaped_and_marked() {
    let page = WebPage::read(&html::write(&merged_heads()));
    assert_eq!(text_of(&page.elements("title")[0]), "“甲”&乙<丙>报告");
    let metadata: Vec<_> = page
        .elements("meta")
        .iter()
        .filter_map(|node| Some((attribute(node, "name")?, attribute(node, "content")?)))
        .collect();
    assert!(metadata.contains(&("author".to_owned(), "某单位".to_owned())));
    assert!(metadata.contains(&("dcterms.date".to_owned(), "2024-03-04".to_owned())));
    let description = "“甲”&乙<丙>报告，某单位，2024年3月4日";
    assert!(metadata.contains(&("description".to_owned(), description.to_owned())));
    assert_eq!(text_of(&page.elements("header")[0]), "草稿");
}

/// Returns the levels of a page's headings.
fn levels(page: &WebPage) -> Vec<u32> {
    let names = page.all().iter().map(element_name).collect::<Vec<_>>();
    let heading = |name: &String| match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(u32::from(level - b'0')),
        _ => None,
    };
    names.iter().filter_map(heading).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_text_of_both_versions_survives((old, new) in versions()) {
        let page = WebPage::read(&html::write(&merge(&old, &new)));
        prop_assert_eq!(squeezed(&page.text(Version::Accepted)), squeezed(&new.text()));
        prop_assert_eq!(squeezed(&page.text(Version::Rejected)), squeezed(&old.text()));
        let mut latest = 0;
        for level in levels(&page) {
            prop_assert!(level <= latest + 1, "no level is skipped");
            latest = level;
        }
    }

    #[test]
    fn every_character_survives_or_is_one_that_html_forbids(text in any::<String>()) {
        let mut document = merged_heads();
        document.sections[0].blocks = vec![Block::Title(vec![Run::figure(&text, &text)])];
        document.sections.truncate(1);
        let page = WebPage::read(&html::write(&document));
        let allowed = |c: &char| {
            let code = u32::from(*c);
            !c.is_control() && !(0xfdd0..=0xfdef).contains(&code) && code & 0xfffe != 0xfffe
        };
        let expected: String = text.chars().filter(allowed).collect();
        prop_assert_eq!(squeezed(&page.text(Version::Accepted)), squeezed(&expected));
        let figure = &page.elements("data")[0];
        prop_assert_eq!(squeezed(&attribute(figure, "value").unwrap()), squeezed(&expected));
    }
}

#[test]
fn a_marked_up_report_is_a_page_too() {
    let [before, after] =
        ["before", "after"].map(|name| project_file(&format!("examples/adjusted/{name}")));
    let workplace = Workplace::empty();
    let (before, after) = (before.to_str().unwrap(), after.to_str().unwrap());
    let outcome = workplace.run(&["diff", before, after, "--format", "html", "--out", "out"]);
    let path = "out/2024年度云岭县残疾人联合会整体绩效自评工作报告（修订对照）.html";
    assert_eq!((outcome.status, outcome.stdout), (0, format!("{path}\n")));
    let page = WebPage::read(&std::fs::read(workplace.path(path)).unwrap());
    let text = |folder| squeezed(&Loaded::folder(folder).report().unwrap().text());
    assert_eq!(squeezed(&page.text(Version::Accepted)), text("examples/adjusted/after"));
    assert_eq!(squeezed(&page.text(Version::Rejected)), text("examples/adjusted/before"));
}
