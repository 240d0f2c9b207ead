//! The gate on trial: one withheld value at a time is let into a document, and every file that the
//! real writers make of it must be found out.
//!
//! What the gate does not find on purpose stands in [`NOT_FOUND`], each with the reason; the test
//! holds that list to be right, too.

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, Format, Note, Workbook, XlsxError};
use ziping::document::{Alignment, Block, Change, Document, HeadingLevel, Run};
use ziping::edition::{self, Cut, EditionKind, Withheld};
use ziping::figures::{self, Figures};
use ziping::fonts::FontSet;
use ziping::gate::{Proof, Public, prove};
use ziping::layout;
use ziping::record::{Record, Snapshot};
use ziping::template::{Paper, Template};
use ziping::writer::{docx, html, pdf};

use crate::filing::Computed;
use crate::fonts::project_fonts;
use crate::gate::FILING;

/// A withheld amount, 384.2076万元, as people write it.
const AMOUNTS: [&str; 15] = [
    "3842076元",
    "384.2076万元",
    "384.21万元",
    "3,842,076元",
    "3,842,076.00元",
    "３８４２０７６元",
    "３８４．２１万元",
    "３，８４２，０７６元",
    "384万2076元",
    "0.03842076亿元",
    "人民币RMB3842076",
    "3 842 076元",
    "三百八十四万二千零七十六元",
    "叁佰捌拾肆万贰仟零柒拾陆元整",
    "三百八十四点二一万元",
];
/// Every other kind of withheld value, as people write it.
const TEXTS: [&str; 19] = [
    "考务密室技防",
    "考务 密室　技防",
    "QH-7731",
    "ＱＨ－７７３１",
    "举报线索核查",
    "青财密〔2023〕77号",
    "技防设备升级",
    "286.5547万元",
    "八百八十六万五千五百四十七元",
    "886.55万元",
    "欧阳墨涵",
    "欧阳　墨涵",
    "13812345678",
    "138-1234-5678",
    "138 1234 5678",
    "令狐远舟",
    "处置意见正在酝酿之中",
    "暗访发现问题整改率",
    "九成以上已经整改到位",
];
/// What is not found, and why.
const NOT_FOUND: [(&str, &str); 9] = [
    ("384万元", "fewer than four significant digits, and no name beside it"),
    ("384.2万元", "one decimal could be anybody's"),
    ("约三百八十万元", "no form of the amount, but of another"),
    ("8万元", "fewer than four significant digits, and no name beside it"),
    ("十三八一二三四五六七八", "a telephone in words"),
    ("欧阳先生", "part of a name"),
    ("酝酿之中", "part of a clause, fewer than eight characters"),
    ("85%", "the value of an indicator without the indicator"),
    ("校舍维修改造", "published"),
];
/// What is found beside something only: the short value and what stands with it.
const BESIDE: [(&str, &str); 2] = [("青河县特教中心", "8万元"), ("暗访发现问题整改率", "85%")];

/// Where a value is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Inside a paragraph.
    Paragraph,
    /// Over two runs, one of them bold.
    TwoRuns,
    /// Over two paragraphs.
    TwoParagraphs,
    Heading,
    /// In place of a quoted figure.
    Figure,
    Cell,
    Caption,
    /// In what a table says to people who cannot see it.
    AltText,
    Title,
    Author,
    /// In text that a comparison shows as taken out, and half of it in text that it shows as put in.
    Deleted,
    Changed,
}

const PLACES: [Place; 12] = [
    Place::Paragraph,
    Place::TwoRuns,
    Place::TwoParagraphs,
    Place::Heading,
    Place::Figure,
    Place::Cell,
    Place::Caption,
    Place::AltText,
    Place::Title,
    Place::Author,
    Place::Deleted,
    Place::Changed,
];

/// Files in which a value is not found where it is let in so, and why.
const PARTED: [(Place, &str, &str); 2] = [
    (Place::TwoParagraphs, "record", "a line for each block; joined, cells would be one number"),
    (Place::Changed, "pdf", "has both versions in one; `diff` has them searched one by one"),
];

/// The public edition of a filing, and what it leaves out.
struct Trial {
    form: Computed,
    cut: Cut,
    figures: Figures,
    document: Document,
    fonts: FontSet,
}

impl Trial {
    fn new() -> Self {
        let rows = "    score: 95\n    indicators:\n      - { dimension: output, category: quality, \
             name: 暗访发现问题整改率, operator: ge, target: 100, actual: 85%, unit: \"%\", \
             weight: 10, score: 8.5, deviation_reason: 九成以上已经整改到位, disclosure: \
             { withheld: true, ground: enforcement_file } }\n";
        let unit = "name: 举报线索核查, unit: 青河县特教中心,";
        let filing = FILING.replace("    score: 95\n", rows).replace("name: 举报线索核查,", unit);
        let computed = Computed::of(&filing);
        let known = ziping::pipeline::known(&computed.figures);
        let cut = edition::cut(computed.edition.filing(), &computed.form.disclosure, &known);
        let figures = figures::compute(&cut.edition, &computed.form);
        let template = Template::of(&computed.form, &computed.sources, Paper::WorkReport).unwrap();
        let document = template.render(&cut.edition, &computed.form, &figures).unwrap();
        Self { form: computed, cut, figures, document, fonts: project_fonts() }
    }

    fn withheld(&self) -> &Withheld {
        assert_eq!(self.cut.edition.kind(), EditionKind::Public);
        &self.cut.withheld
    }

    /// Returns the files that the real writers make of `document`.
    fn files(&self, document: &Document) -> Vec<(String, Vec<u8>)> {
        let form = &self.form.form;
        let laid = layout::lay_out(document, &self.fonts);
        assert!(laid.missing.is_empty(), "{:?}", laid.missing);
        let snapshot = Snapshot::of(&self.cut.edition, form, &self.figures, document.clone());
        let record = Record {
            program: "0".to_owned(),
            snapshot,
            inputs: Vec::new(),
            outputs: Vec::new(),
            fonts: Vec::new(),
        };
        let file = |ending: &str, bytes| (format!("报告（公开版）.{ending}"), bytes);
        vec![
            file("docx", docx::write(document).unwrap()),
            file("pdf", pdf::write(document, &laid.layout, &self.fonts).unwrap()),
            file("html", html::write(document)),
            file("record", record.to_bytes()),
        ]
    }

    fn prove(&self, files: &[(String, Vec<u8>)]) -> Proof {
        let wording: Vec<_> =
            self.form.sources.shared().map(|(_, source)| source.text.as_str()).collect();
        let editions = vec![(&self.cut.edition, &self.figures)];
        prove(files, self.withheld(), &Public { editions, wording })
    }

    /// Returns the files, each by its ending, in which `value`, let into `place`, is not found.
    fn missed(&self, value: &str, place: Place) -> Vec<String> {
        let document = let_in(&self.document, value, place);
        let files = self.files(&document).into_iter().filter(|file| {
            let proof = self.prove(std::slice::from_ref(file));
            assert!(proof.unreadable.is_empty(), "{:?}", proof.unreadable);
            proof.hits.is_empty()
        });
        files.map(|(name, _)| name.rsplit('.').next().unwrap().to_owned()).collect()
    }
}

/// Returns `document` with `value` let into it.
fn let_in(document: &Document, value: &str, place: Place) -> Document {
    let mut document = document.clone();
    let middle = value.char_indices().nth(value.chars().count() / 2).unwrap().0;
    let (head, tail) = value.split_at(middle);
    let words = |text: String| Run::text(text);
    if place == Place::Title {
        document.metadata.title = format!("{}，{value}。", document.metadata.title);
        return document;
    }
    if place == Place::Author {
        document.metadata.author = format!("{}，{value}。", document.metadata.author);
        return document;
    }
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(heading) if place == Place::Heading => {
                assert!(matches!(heading.number.level, HeadingLevel::One | HeadingLevel::Two));
                heading.runs.push(words(format!("，{value}")));
                return document;
            }
            Block::Table(table) => match place {
                Place::Cell => {
                    let cell = &mut table.body[0].cells[2];
                    cell.runs = vec![words(value.to_owned())];
                    cell.alignment = Alignment::Left;
                    return document;
                }
                Place::Caption => {
                    table.caption = vec![words(format!("单位：{value}"))];
                    return document;
                }
                Place::AltText => {
                    table.description = format!("项目表，{value}，");
                    return document;
                }
                _ => {}
            },
            Block::Paragraph(paragraph) if paragraph.runs.len() > 2 => {
                paragraphs.push(paragraph);
            }
            _ => {}
        }
    }
    let [first, second, ..] = paragraphs.as_mut_slice() else { panic!("two paragraphs") };
    match place {
        Place::TwoRuns => first.runs.extend([
            words(format!("共{head}")),
            Run { strong: true, ..words(tail.to_owned()) },
            words("。".to_owned()),
        ]),
        Place::TwoParagraphs => {
            // They stand one after the other in the report.
            first.runs.push(words(format!("共{head}")));
            second.runs.insert(0, words(format!("{tail}。")));
        }
        Place::Figure => {
            let figure = first.runs.iter_mut().find(|run| run.figure.is_some()).unwrap();
            figure.text = format!("，{value}，");
        }
        Place::Deleted => {
            first.runs.push(Run { change: Change::Deleted, ..words(format!("，{value}。")) });
        }
        Place::Changed => first.runs.extend([
            words(format!("，{head}")),
            Run { change: Change::Inserted, ..words("甲".to_owned()) },
            Run { change: Change::Deleted, ..words(tail.to_owned()) },
            words("。".to_owned()),
        ]),
        _ => first.runs.push(words(format!("，{value}。"))),
    }
    document
}

#[test]
fn the_files_of_the_public_edition_are_clean() {
    let trial = Trial::new();
    let proof = trial.prove(&trial.files(&trial.document));
    assert!(proof.is_clean(), "{proof:?}");
    assert!(!trial.withheld().items.is_empty());
}

#[test]
fn every_written_form_of_every_value_is_found_in_every_file() {
    let trial = Trial::new();
    let values: Vec<_> = AMOUNTS.iter().chain(&TEXTS).collect();
    let missed: Vec<_> = values
        .par_iter()
        .filter_map(|value| {
            let files = trial.missed(value, Place::Paragraph);
            (!files.is_empty()).then(|| format!("{value}: {}", files.join(" ")))
        })
        .collect();
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

#[test]
fn values_are_found_wherever_they_are_let_in() {
    let trial = Trial::new();
    let values = ["3842076元", "384.21万元", "3,842,076元", "考务密室技防", "QH-7731", "令狐远舟"];
    let tries: Vec<_> =
        PLACES.iter().flat_map(|place| values.map(|value| (*place, value))).collect();
    let wrong: Vec<_> = tries
        .par_iter()
        .filter_map(|(place, value)| {
            let missed = trial.missed(value, *place);
            let known = PARTED.iter().filter(|(parted, ..)| parted == place);
            let known: Vec<_> = known.map(|(_, file, _)| *file).collect();
            (missed != known).then(|| format!("{place:?} {value}: {missed:?}, not {known:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn values_are_found_wherever_a_workbook_has_them() {
    type Leak = fn(&mut Workbook) -> Result<(), XlsxError>;
    const LEAKS: [(&str, Leak); 9] = [
        ("a number in 元", |book| book.add_worksheet().write_number(3, 2, 3_842_076).map(|_| ())),
        ("a number in 万元", |book| {
            book.add_worksheet().write_number(3, 2, 384.2076).map(|_| ())
        }),
        ("a text", |book| book.add_worksheet().write_string(0, 0, "考务密室技防").map(|_| ())),
        ("runs of a text", |book| {
            let (plain, bold) = (Format::new(), Format::new().set_bold());
            let runs = [(&plain, "考务密"), (&bold, "室技防")];
            book.add_worksheet().write_rich_string(0, 0, &runs).map(|_| ())
        }),
        ("a formula", |book| book.add_worksheet().write_formula(0, 0, "=3842076/2").map(|_| ())),
        ("a note", |book| {
            book.add_worksheet().insert_note(0, 0, &Note::new("欧阳墨涵")).map(|_| ())
        }),
        ("a name", |book| {
            book.add_worksheet();
            book.define_name("总数", "=384.2076").map(|_| ())
        }),
        ("a sheet's name", |book| book.add_worksheet().set_name("令狐远舟").map(|_| ())),
        ("the properties", |book| {
            book.set_properties(&DocProperties::new().set_subject("共3,842,076元"));
            Ok(())
        }),
    ];
    let trial = Trial::new();
    let mut clean = Workbook::new();
    clean.add_worksheet().write_string(0, 0, "校舍维修改造").unwrap();
    let file = |mut book: Workbook| [("表.xlsx".to_owned(), book.save_to_buffer().unwrap())];
    let proof = trial.prove(&file(clean));
    assert!(proof.is_clean(), "{proof:?}");
    for (leak, write) in LEAKS {
        let mut book = Workbook::new();
        write(&mut book).unwrap();
        let proof = trial.prove(&file(book));
        assert!(proof.unreadable.is_empty() && !proof.hits.is_empty(), "{leak}: {proof:?}");
    }
}

#[test]
fn a_short_value_is_found_beside_its_name() {
    let trial = Trial::new();
    for (name, value) in BESIDE {
        let missed = trial.missed(&format!("{name}{value}"), Place::Cell);
        assert!(missed.is_empty(), "{name} {value}: {missed:?}");
    }
}

#[test]
fn what_the_gate_does_not_find_is_known() {
    let trial = Trial::new();
    for (value, reason) in NOT_FOUND {
        let document = let_in(&trial.document, value, Place::Paragraph);
        let files = trial.files(&document);
        let proof = trial.prove(&files);
        assert!(proof.is_clean(), "{value} is found, though it is {reason}: {:?}", proof.hits);
    }
}
