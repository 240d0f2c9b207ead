//! Charts: from markup into every format, with lengths that follow their figures.

use std::process::Command;

use ziping::diff::merge;
use ziping::document::{Bar, Block, Change, Chart, Document, Length, PageProfile, Run};
use ziping::layout::{Item, Owner, Page, Shape, ShapeKind, lay_out};
use ziping::writer::{docx, html, pdf};

use crate::docx::{assert_valid, part};
use crate::fonts::project_fonts;
use crate::laid_text::{content, document, laid, paragraph};
use crate::readers::paragraphs;
use crate::rendering::{Loaded, MINIMAL};

/// Returns the chart of a budget that grew, with a bar that has no value and one below nothing.
fn chart() -> Chart {
    let bar = |label: &str, value: Vec<Run>, length| Bar { label: label.to_owned(), value, length };
    let figure = |name: &str, text: &str| vec![Run::figure(name, text), Run::text("万元")];
    Chart {
        title: "2023年度预算和决算".to_owned(),
        bars: vec![
            bar("年初预算数", figure("department.initial", "276.23"), Some(276_230_000)),
            bar("调整后预算数", figure("department.adjusted", "665.38"), Some(665_380_000)),
            bar("上年决算数", vec![Run::text("无数据")], None),
            bar("增减", figure("department.adjustment", "-20"), Some(-20_000_000)),
        ],
        change: Change::Unchanged,
    }
}

const SPOKEN: &str = "2023年度预算和决算：年初预算数276.23万元；调整后预算数665.38万元；\
                      上年决算数无数据；增减-20万元";

fn shapes(page: &Page) -> Vec<Shape> {
    let shape = |item: &Item| match item {
        Item::Shape(shape) => Some(*shape),
        Item::Glyphs(_) | Item::Rule(_) => None,
    };
    page.items.iter().filter_map(shape).collect()
}

/// Returns what `program` says of the PDF `bytes`.
fn ask(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new(program).args(arguments).arg(&file).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn rendered(template: &str) -> Result<String, Vec<String>> {
    Loaded::text(MINIMAL).with_template(template).map(|document| document.dump())
}

#[test]
fn a_bar_quotes_its_figure_and_is_as_long_as_it() {
    let dump = rendered(
        "<h1>图</h1><chart title=\"{{ fiscal_year }}年（{{ amount_unit }}）\">\
         <bar label=\"决算数\">{{ figures.department.final }}万元</bar>\
         {% if \"department.prior_final\" is absent %}<bar label=\"上年\"/>{% else %}\
         <bar label=\"上年\">{{ figures.department.prior_final }}</bar>{% endif %}</chart>\
         <chart title=\"项目\"><bar label=\"个数\">{{ figures.project_count }}</bar></chart>",
    );
    let dump = dump.unwrap();
    let charts = "chart 2024年（万元）\n  bar 决算数 [197200000] ⟦department.final=197.20⟧万元\n  \
                  bar 上年 无数据\nchart 项目\n  bar 个数 [1] ⟦project_count=1⟧\n";
    assert!(dump.ends_with(charts), "{dump}");
}

#[test]
fn what_is_no_chart_is_told_at_its_tag() {
    const INITIAL: &str = "<bar label=\"年初\">{{ figures.department.initial }}</bar>";
    let long = "年".repeat(13);
    for (chart, tag, words) in [
        (format!("<chart>{INITIAL}</chart>"), "<chart", "title"),
        ("<chart title=\"图\"></chart>".to_owned(), "<chart", "现在有 0 个"),
        (format!("<chart title=\"图\">{}</chart>", INITIAL.repeat(13)), "<chart", "现在有 13 个"),
        (format!("<chart title=\"图\">甲{INITIAL}</chart>"), "<chart", "放在 <bar> 里"),
        (format!("<chart title=\"图\" class=\"x\">{INITIAL}</chart>"), "<chart", "class"),
        (format!("<chart title=\"图\">{INITIAL}<p>甲</p></chart>"), "<p", "不能放在"),
        (INITIAL.to_owned(), "<bar", "不能直接放在最外层"),
        ("<chart title=\"图\"><bar label=\"甲\">乙</bar></chart>".to_owned(), "<bar", "引用一个数字"),
        (
            format!("<chart title=\"图\"><bar label=\"{long}\"/>{INITIAL}</chart>"),
            "<bar",
            "最多 12 个字",
        ),
        (
            format!("<chart title=\"图\">{INITIAL}<bar label=\"个\">{{{{ figures.project_count }}}}</bar></chart>"),
            "<bar",
            "都是金额",
        ),
        (
            "<chart title=\"图\"><bar label=\"率\">{{ figures.excellence_rate }}</bar></chart>"
                .to_owned(),
            "<bar",
            "不是金额或者个数",
        ),
        (
            "<chart title=\"图\"><bar label=\"率\"><ins>{{ figures.department.final }}</ins></bar></chart>"
                .to_owned(),
            "<bar",
            "<ins>",
        ),
    ] {
        let found = rendered(&format!("<p>甲</p>{chart}")).unwrap_err();
        assert_eq!(found.len(), 1, "{chart}: {found:?}");
        assert!(found[0].starts_with("T603 "), "{chart}: {found:?}");
        assert!(found[0].contains(&format!("`{tag}`")), "{chart}: {found:?}");
        assert!(found[0].contains(words), "{chart}: {found:?}");
    }
}

#[test]
fn bars_keep_their_proportion_on_the_grid() {
    let document = document(vec![paragraph("甲"), Block::Chart(chart()), paragraph("乙")]);
    let laid = laid(&document);
    let page = &laid.layout.pages[0];
    let bars: Vec<_> =
        shapes(page).into_iter().filter(|shape| shape.kind == ShapeKind::Bar).collect();
    let [initial, adjusted, below] = bars[..] else { panic!("{bars:?}") };
    let ratio = |bar: Shape| bar.width.to_emu() * 1_000_000 / adjusted.width.to_emu();
    assert!((ratio(initial) - 27_623 * 1_000_000 / 66_538).abs() <= 2, "{initial:?}");
    assert!((ratio(below) - 20_000_000_000 / 665_380).abs() <= 2, "{below:?}");
    assert_eq!(below.origin.x + below.width, adjusted.origin.x, "the axis is between them");
    assert_eq!(initial.origin.x, adjusted.origin.x);
    assert!(
        shapes(page)
            .iter()
            .all(|shape| shape.owner == Owner::Block { section: 0, block: 1, part: 0 })
    );
    // Four bars and the title take a line of the grid each.
    let lines = content(&laid);
    let pitch = PageProfile::gb9704().line_pitch;
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    assert_eq!((first.text.as_str(), last.text.as_str()), ("甲", "乙"));
    assert_eq!(last.y - first.y, pitch * 6);
    let right = PageProfile::gb9704().width - PageProfile::gb9704().margins.right;
    assert!(lines.iter().all(|line| line.right <= right), "{lines:?}");
}

#[test]
fn a_chart_is_never_parted() {
    for before in 14..22 {
        let text = "绩".repeat(28 * before - 2);
        let laid = laid(&document(vec![paragraph(&text), Block::Chart(chart())]));
        let on_page: Vec<_> = laid.layout.pages.iter().map(|page| shapes(page).len()).collect();
        let whole = 4 + 3;
        let expected = if before <= 17 { vec![whole] } else { vec![0, whole] };
        assert_eq!(on_page, expected, "{before} lines before it");
    }
}

#[test]
fn a_chart_without_values_has_its_words() {
    let mut none = chart();
    none.bars.iter_mut().for_each(|bar| bar.length = None);
    let laid = laid(&document(vec![Block::Chart(none)]));
    assert!(shapes(&laid.layout.pages[0]).iter().all(|shape| shape.kind == ShapeKind::Axis));
    assert_eq!(content(&laid).len(), 9);
}

#[test]
fn pdf_has_a_figure_that_is_read_by_its_words() {
    let fonts = project_fonts();
    let document = document(vec![paragraph("甲"), Block::Chart(chart())]);
    let laid = lay_out(&document, &fonts);
    assert_eq!(laid.missing, []);
    let bytes = pdf::write(&document, &laid.layout, &fonts).unwrap();
    let structure = ask("pdfinfo", &["-struct"], &bytes);
    assert!(structure.contains("/BBox"), "{structure}");
    let objects = ask("qpdf", &["--json"], &bytes);
    assert!(objects.contains(&format!("\"/Alt\": \"u:{SPOKEN}\"")), "{objects}");
    ask("qpdf", &["--check"], &bytes);
}

#[test]
fn docx_has_one_drawing_with_its_words() {
    let mut chart = chart();
    chart.bars[0].label = "<&\">".to_owned();
    let document =
        document(vec![paragraph("甲"), Block::Chart(chart.clone()), Block::Chart(chart.clone())]);
    let bytes = docx::write(&document).unwrap();
    assert_valid("charts", &bytes);
    let xml = part(&bytes, "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let named = |name: &'static str| {
        tree.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
    };
    let described: Vec<_> = named("docPr").map(|node| node.attribute("descr").unwrap()).collect();
    assert_eq!(described, [chart.spoken(), chart.spoken()]);
    let mut numbers: Vec<_> = tree
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "docPr" | "cNvPr"))
        .map(|node| node.attribute("id").unwrap())
        .collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((numbers.len(), count), (26, 26), "no two shapes have one number");
    let widths: Vec<i64> = named("wsp")
        .filter(|shape| shape.descendants().any(|node| node.attribute("val") == Some("7F7F7F")))
        .map(|shape| {
            let extent = shape.descendants().find(|node| node.tag_name().name() == "ext").unwrap();
            extent.attribute("cx").unwrap().parse().unwrap()
        })
        .collect();
    assert_eq!(widths.len(), 6);
    assert!((widths[0] * 66_538 / widths[1] - 27_623).abs() <= 1, "{widths:?}");
    let text: Vec<String> = paragraphs(&xml).into_iter().filter(|text| !text.is_empty()).collect();
    assert_eq!(text[..4], ["甲", "<&\">", "276.23万元", "调整后预算数"]);
    assert_eq!(text.last().unwrap(), "2023年度预算和决算");
}

#[test]
fn a_document_without_charts_knows_nothing_of_drawings() {
    let bytes = docx::write(&document(vec![paragraph("甲")])).unwrap();
    assert!(!part(&bytes, "word/document.xml").contains("drawingml"));
    assert!(!part(&bytes, "word/styles.xml").contains("Chart"));
}

#[test]
fn html_has_a_drawing_that_is_read_by_its_words() {
    let page = String::from_utf8(html::write(&document(vec![Block::Chart(chart())]))).unwrap();
    assert!(page.contains("<svg role=\"img\" aria-labelledby=\"chart-1\""), "{page}");
    assert!(page.contains(&format!("<title id=\"chart-1\">{SPOKEN}</title>")), "{page}");
    assert!(page.contains("<tspan data-figure=\"department.initial\">276.23</tspan>万元"));
    // (276.23, 665.38 and 20) of the 685.38 between the lowest and the highest value.
    for width in ["40.3032%", "97.0820%", "2.9180%"] {
        assert!(page.contains(&format!("width=\"{width}\"")), "{width}: {page}");
    }
    assert!(page.contains("<figcaption>2023年度预算和决算</figcaption>"));
}

#[test]
fn a_chart_that_changed_goes_and_another_comes() {
    let with = |chart: Chart| document(vec![paragraph("甲"), Block::Chart(chart), paragraph("乙")]);
    let (old, mut newer) = (with(chart()), chart());
    assert_eq!(merge(&old, &old), old, "a chart that stayed has no mark");
    newer.bars[0].value[0].text = "300".to_owned();
    newer.bars[0].length = Some(300_000_000);
    let new = with(newer);
    let merged = merge(&old, &new);
    let changes: Vec<_> = merged.sections[0].blocks.iter().map(Block::change).collect();
    assert_eq!(changes, [Change::Unchanged, Change::Deleted, Change::Inserted, Change::Unchanged]);
    assert!(merged.has_changes());
    assert_eq!((merged.accepted(), merged.rejected()), (new, old));
    let dump = merged.dump();
    assert!(dump.contains("chart{-} 2023") && dump.contains("chart{+} 2023"), "{dump}");

    let bytes = docx::write(&merged).unwrap();
    assert_valid("changed_charts", &bytes);
    let xml = part(&bytes, "word/document.xml");
    for mark in ["<w:del w:id=\"2\"", "<w:ins w:id=\"5\""] {
        assert!(xml.contains(mark), "{mark} {xml}");
    }
    let page = String::from_utf8(html::write(&merged)).unwrap();
    assert!(page.contains("<del><figure class=\"chart deleted\">"));
    let bars = shapes(&laid(&merged).layout.pages[0]);
    assert!(bars.iter().any(|bar| bar.change == Change::Deleted));
}

#[test]
fn a_page_too_narrow_for_a_chart_is_set_all_the_same() {
    let mut narrow: Document = document(vec![Block::Chart(chart())]);
    narrow.page.width = Length::millimetres(60);
    narrow.page.lines_per_page = 2;
    assert!(laid(&narrow).layout.pages.len() > 1);
    assert_valid("narrow_chart", &docx::write(&narrow).unwrap());
}
