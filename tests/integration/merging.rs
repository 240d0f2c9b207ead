//! Two documents merged into one: accepting gives the newer one, rejecting the older one, whatever
//! they are.

use jiff::civil::date;
use proptest::prelude::*;
use ziping::diff::merge;
use ziping::document::{
    Alignment, Bar, Block, Cell, Change, Chart, Column, Document, Heading, HeadingLevel, Lead,
    Metadata, Numbering, Orientation, PageProfile, Paragraph, ParagraphRole, Row, Run, Seal,
    Section, Signature, Table,
};

/// A block without its number, which its place decides.
#[derive(Clone, Debug)]
enum Part {
    Title(Vec<Run>),
    Heading(HeadingLevel, Vec<Run>),
    Body(Option<(HeadingLevel, Vec<Run>)>, Vec<Run>),
    Issuer(Vec<Run>),
    Table(Table),
    Chart(Chart),
    Signature(Vec<Run>, Vec<Run>),
    /// A section begins.
    Break(Orientation),
}

/// Returns the document of `parts`, its headings numbered.
fn document(parts: &[Part]) -> Document {
    let mut numbering = Numbering::default();
    let mut sections = vec![Section { orientation: Orientation::Portrait, blocks: Vec::new() }];
    for part in parts {
        let block = match part.clone() {
            Part::Title(runs) => Block::Title(runs),
            Part::Heading(level, runs) => {
                Block::Heading(Heading { number: numbering.next(level), runs })
            }
            Part::Body(lead, runs) => {
                let lead = lead.map(|(level, runs)| Lead { number: numbering.next(level), runs });
                Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead, runs })
            }
            Part::Issuer(runs) => {
                Block::Paragraph(Paragraph { role: ParagraphRole::Issuer, lead: None, runs })
            }
            Part::Table(table) => Block::Table(table),
            Part::Chart(chart) => Block::Chart(chart),
            Part::Signature(name, date) => {
                Block::Signature(Signature { name, date, seal: Seal::Without })
            }
            Part::Break(orientation) => {
                sections.push(Section { orientation, blocks: Vec::new() });
                continue;
            }
        };
        sections.last_mut().unwrap().blocks.push(block);
    }
    let metadata = Metadata {
        title: "报告".to_owned(),
        author: "某单位".to_owned(),
        date: date(2024, 3, 4),
        revision: None,
    };
    sections.retain(|section| !section.blocks.is_empty());
    Document { metadata, mark: None, page: PageProfile::gb9704(), sections }
}

fn run() -> impl Strategy<Value = Run> {
    let words = prop::sample::select(vec![
        "决算数",
        "万元",
        "，",
        "。",
        "；",
        "项目",
        "（含）",
        "-",
        "%",
        "优化支出结构",
        "12",
        ".5",
        " ",
        "自评得分",
        "“优”",
        "3",
        "同比增长",
        "\u{1f600}",
        "e\u{301}",
    ]);
    let words = (prop::collection::vec(words, 1..8), prop::bool::weighted(0.1))
        .prop_map(|(words, strong)| Run { strong, ..Run::text(words.concat()) });
    let figure = (
        0..4_u8,
        prop::sample::select(vec!["1", "2.50", "384.2076", "100%", "优", "职工之家项目"]),
    )
        .prop_map(|(name, text)| Run::figure(format!("project.P{name}.adjusted"), text));
    prop_oneof![3 => words, 1 => figure]
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    prop::collection::vec(run(), 1..6)
}

fn level() -> impl Strategy<Value = HeadingLevel> {
    use HeadingLevel::{Four, One, Three, Two};
    prop::sample::select(vec![One, Two, Three, Four])
}

fn table() -> impl Strategy<Value = Table> {
    let cell = prop_oneof![1 => Just(Vec::new()), 4 => prop::collection::vec(run(), 1..3)];
    let row = (prop::collection::vec(cell, 2), prop::bool::weighted(0.2));
    (prop::collection::vec(row, 1..6), 0..2_usize, prop::collection::vec(run(), 0..2)).prop_map(
        |(rows, head, caption)| {
            let cell = |runs: &Vec<Run>, row_span| Cell {
                runs: runs.clone(),
                alignment: Alignment::Left,
                column_span: 1,
                row_span,
                header: false,
            };
            let mut built = Vec::new();
            let mut rows = rows.iter();
            while let Some((cells, tied)) = rows.next() {
                let follows = rows.clone().next();
                match follows.filter(|_| *tied && built.len() >= head) {
                    Some((next, _)) => {
                        rows.next();
                        built.push(Row::new(vec![cell(&cells[0], 2), cell(&cells[1], 1)]));
                        built.push(Row::new(vec![cell(&next[1], 1)]));
                    }
                    None => built.push(Row::new(cells.iter().map(|runs| cell(runs, 1)).collect())),
                }
            }
            let body = built.split_off(head.min(built.len()));
            let columns = vec![Column::aligned(Alignment::Left); 2];
            Table { caption, description: "表".to_owned(), columns, head: built, body }
        },
    )
}

fn chart() -> impl Strategy<Value = Chart> {
    let bar = (run(), prop::option::of(-9..99_i64));
    (run(), prop::collection::vec(bar, 1..4)).prop_map(|(title, bars)| {
        let bars = bars.into_iter().map(|(value, length)| Bar {
            label: value.text.clone(),
            value: vec![value],
            length,
        });
        Chart { title: title.text, bars: bars.collect(), change: Change::Unchanged }
    })
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        1 => runs().prop_map(Part::Title),
        3 => (level(), runs()).prop_map(|(level, runs)| Part::Heading(level, runs)),
        5 => runs().prop_map(|runs| Part::Body(None, runs)),
        2 => (level(), runs(), prop::collection::vec(run(), 0..4))
            .prop_map(|(level, lead, runs)| Part::Body(Some((level, lead)), runs)),
        1 => runs().prop_map(Part::Issuer),
        3 => table().prop_map(Part::Table),
        2 => chart().prop_map(Part::Chart),
        1 => (runs(), runs()).prop_map(|(name, date)| Part::Signature(name, date)),
        1 => prop::sample::select(vec![Orientation::Portrait, Orientation::Landscape])
            .prop_map(Part::Break),
    ]
}

/// Returns `part` with one text of it changed.
fn edited() -> impl Strategy<Value = (Part, Part)> {
    (part(), runs(), any::<prop::sample::Index>()).prop_map(|(part, words, place)| {
        let edit = |runs: &mut Vec<Run>| {
            let index = place.index(runs.len().max(1));
            if runs.is_empty() {
                runs.extend(words.clone());
            } else {
                runs.splice(index..=index, words.clone());
            }
        };
        let mut other = part.clone();
        match &mut other {
            Part::Title(runs)
            | Part::Heading(_, runs)
            | Part::Body(_, runs)
            | Part::Issuer(runs)
            | Part::Signature(runs, _) => edit(runs),
            Part::Table(table) if !table.body.is_empty() => {
                let row = place.index(table.body.len());
                let cells = &mut table.body[row].cells;
                let cell = place.index(cells.len());
                edit(&mut cells[cell].runs);
            }
            Part::Chart(chart) => edit(&mut chart.bars[0].value),
            Part::Table(_) | Part::Break(_) => {}
        }
        (part, other)
    })
}

/// Returns two versions of a document, which share what they share.
pub(crate) fn versions() -> impl Strategy<Value = (Document, Document)> {
    let step = prop_oneof![
        4 => part().prop_map(|part| (Some(part.clone()), Some(part))),
        3 => edited().prop_map(|(old, new)| (Some(old), Some(new))),
        1 => part().prop_map(|part| (Some(part), None)),
        1 => part().prop_map(|part| (None, Some(part))),
    ];
    prop::collection::vec(step, 0..8).prop_map(|steps| {
        let (old, new): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
        let parts = |parts: Vec<Option<Part>>| parts.into_iter().flatten().collect::<Vec<_>>();
        (document(&parts(old)), document(&parts(new)))
    })
}

/// Returns the texts of a document in which runs stand beside one another.
fn run_lists(document: &Document) -> Vec<&[Run]> {
    let mut lists: Vec<&[Run]> = Vec::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Title(runs) => lists.push(runs),
            Block::Heading(heading) => lists.push(&heading.runs),
            Block::Paragraph(paragraph) => {
                lists.extend(paragraph.lead.iter().map(|lead| lead.runs.as_slice()));
                lists.push(&paragraph.runs);
            }
            Block::Table(table) => {
                lists.push(&table.caption);
                let rows = table.head.iter().chain(&table.body);
                lists.extend(rows.flat_map(|row| &row.cells).map(|cell| cell.runs.as_slice()));
            }
            Block::Chart(chart) => lists.extend(chart.bars.iter().map(|bar| bar.value.as_slice())),
            Block::Signature(signature) => {
                lists.extend([signature.name.as_slice(), &signature.date]);
            }
            Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => {}
        }
    }
    lists
}

/// Asserts that no number of either version begins or ends inside a change.
fn assert_numbers_whole(merged: &Document) {
    for runs in run_lists(merged) {
        for dropped in [Change::Deleted, Change::Inserted] {
            let version: Vec<_> = runs.iter().filter(|run| run.change != dropped).collect();
            for pair in version.windows(2).filter(|pair| pair[0].change != pair[1].change) {
                let inside = pair[0].text.ends_with(|c: char| c.is_ascii_digit())
                    && pair[1].text.starts_with(|c: char| c.is_ascii_digit() || c == '%');
                assert!(!inside, "{runs:?}");
            }
        }
    }
}

fn assert_versions(old: &Document, new: &Document) {
    let merged = merge(old, new);
    assert_eq!(merged.text(), new.text());
    assert_eq!(merged.accepted().text(), new.text());
    assert_eq!(merged.rejected().text(), old.text());
    assert!(!merged.accepted().has_changes() && !merged.rejected().has_changes());
    assert_numbers_whole(&merged);
    let blocks = |document: Document| -> Vec<Block> {
        document.sections.into_iter().flat_map(|section| section.blocks).collect()
    };
    assert_eq!(blocks(merged.accepted()), blocks(new.accepted()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn two_versions_come_out_again((old, new) in versions()) {
        assert_versions(&old, &new);
    }

    #[test]
    fn two_unlike_documents_come_out_again((old, _) in versions(), (new, _) in versions()) {
        assert_versions(&old, &new);
    }

    #[test]
    fn a_document_and_itself_have_no_changes((old, _) in versions()) {
        let merged = merge(&old, &old);
        prop_assert!(!merged.has_changes());
        prop_assert_eq!(merged, old);
    }
}
