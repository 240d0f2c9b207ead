//! The disclosure register: its rows, its document and its workbook say the same.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use ziping::disclosure::{self, Standing};
use ziping::document::{Block, Document, Orientation, Run};
use ziping::edition::{self, Edition};
use ziping::figures::{self, Figures};
use ziping::form::Form;
use ziping::model::WithholdingGround;
use ziping::pipeline::known;
use ziping::source::Sources;
use ziping::template::{Beside, Paper, Template};
use ziping::workbook::{self, Properties};

use crate::filing::Computed;
use crate::rendering::MINIMAL;

/// Returns the small filing with a withheld project and one whose name looks like a formula.
fn filing() -> String {
    let projects = "  - id: P02
    name: 涉密设备购置
    budget_kind: general_public
    initial: 8
    adjusted: 8
    final: 8
    score: 95
    disclosure: { withheld: true, ground: trade_secret }
  - id: P03
    name: =1+1
    budget_kind: general_public
    initial: 1.25
    adjusted: 1.25
    final: 1.25
    evaluated: false
    not_evaluated_reason: 年底下达，尚未实施
";
    MINIMAL.replace("narrative:\n", &format!("{projects}narrative:\n"))
}

/// The filing with its public edition and the figures of that.
struct Made {
    sources: Sources,
    full: Edition,
    public: Edition,
    form: Form,
    figures: Figures,
}

fn made() -> Made {
    let Computed { sources, edition: full, form, figures } = Computed::of(&filing());
    let known = known(&figures);
    let public = edition::cut(full.filing(), &form.disclosure, &known).edition;
    let figures = figures::compute(&public, &form);
    Made { sources, full, public, form, figures }
}

fn document(made: &Made) -> Document {
    let register = disclosure::register(&made.full, &made.public);
    let template = Template::of(&made.form, &made.sources, Paper::DisclosureRegister).unwrap();
    let beside = Beside { register: Some(&register), ..Beside::default() };
    template.render_beside(&made.public, &made.form, &made.figures, beside).unwrap()
}

fn book(made: &Made) -> Vec<u8> {
    let register = disclosure::register(&made.full, &made.public);
    let properties = Properties {
        title: "2024年度云岭县档案馆绩效自评公开登记表".to_owned(),
        author: "云岭县档案馆".to_owned(),
        date: "2025-03-10".parse().unwrap(),
    };
    workbook::register(&register, &made.form, &made.figures, &properties).unwrap()
}

fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

#[test]
fn the_workbook_and_the_document_agree_row_by_row() {
    let made = made();
    let document = document(&made);
    assert_eq!(document.sections[0].orientation, Orientation::Landscape);
    let table = document.sections[0].blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<Vec<String>> = table
        .unwrap()
        .body
        .iter()
        .map(|row| row.cells.iter().map(|cell| words(&cell.runs)).collect())
        .collect();
    assert_eq!(
        rows[2],
        ["3", "涉密设备购置", "否", "", "", "商业秘密（政府信息公开条例第十五条）", "是", ""]
    );
    assert_eq!(rows[3][6..], ["否", "年底下达，尚未实施"]);

    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book(&made))).unwrap();
    let sheet = read.worksheet_range("公开登记表").unwrap();
    for (row, cells) in rows.iter().zip(sheet.rows().skip(3)) {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        for (column, (text, cell)) in row.iter().zip(&cells).enumerate() {
            if matches!(column, 0 | 3) && !text.is_empty() {
                let (text, cell): (f64, f64) = (text.parse().unwrap(), cell.parse().unwrap());
                assert!((text - cell).abs() < 1e-9, "{row:?} {cells:?}");
            } else {
                assert_eq!(text, cell, "{row:?} {cells:?}");
            }
        }
    }
    assert_eq!(sheet.get((5, 3)), Some(&Data::Empty), "a withheld amount is blank");
    assert_eq!(sheet.get((6, 1)), Some(&Data::String("=1+1".to_owned())), "a name is no formula");
    let formulas = read.worksheet_formula("公开登记表").unwrap();
    assert!(formulas.used_cells().next().is_none(), "a register computes nothing");
}

#[test]
fn a_workbook_has_the_same_bytes_on_every_thread() {
    let first = book(&made());
    let others: Vec<_> = (0..4).map(|_| std::thread::spawn(|| book(&made()))).collect();
    for other in others {
        assert!(other.join().unwrap() == first);
    }
}

#[test]
fn each_ground_stands_in_its_article() {
    let articles =
        WithholdingGround::ALL.map(|ground| ground.article().replace("政府信息公开条例", ""));
    let expected = ["四", "四", "四", "五", "五", "六", "六", "六"];
    assert_eq!(articles.to_vec(), expected.map(|number| format!("第十{number}条")));
    let made = made();
    let rows = disclosure::register(&made.full, &made.public).rows;
    assert_eq!(rows[2].standing, Standing::Withheld(Some(WithholdingGround::TradeSecret)));
}

#[test]
fn the_review_template_says_where_nothing_is_withheld() {
    let made = made();
    let template = Template::of(&made.form, &made.sources, Paper::DisclosureReview).unwrap();
    let text = template.render(&made.full, &made.form, &made.figures).unwrap().text();
    assert!(text.contains("公开版没有略去内容") && text.contains("保密审查"), "{text}");
}
