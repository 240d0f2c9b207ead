//! Cells as values of the data: numbers with their exact digits, texts, members of closed sets.

use super::grid::{Cell, Content, Place, Sheet, label};
use super::limits::MAX_FAULTS;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ClosedSet, Dimension, IndicatorCategory, WithholdingGround};
use crate::workbook::{NO_GROUND, REMEDY};

/// What stands in a cell that holds nothing.
const BLANKS: [&str; 7] = ["—", "-", "–", "/", "——", "无", "*"];

/// A key with its value.
pub(super) type Entry = (&'static str, Tree);

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) found: Vec<Diagnostic>,
}

impl Faults {
    /// Adds what is wrong at a place.
    pub(super) fn at(&mut self, code: Code, place: &Place, message: &str, help: &str) {
        if self.found.len() < MAX_FAULTS {
            let message = format!("{}：{message}", place.words());
            self.found.push(Diagnostic::new(code, message).help(help));
        }
    }
}

/// Returns a number's exact digits under `key`; nothing for a blank.
///
/// A text goes on as it is, to be read as strictly as one in a YAML file.
pub(super) fn number(
    key: &'static str,
    sheet: &Sheet,
    (row, column): (u32, u32),
    faults: &mut Faults,
) -> Option<Entry> {
    let cell = sheet.get(row, column)?;
    let place = sheet.place(row, column);
    let digits = match &cell.content {
        Content::Number { digits: Some(digits), .. } => digits.clone(),
        Content::Number { digits: None, shown } => {
            let message = format!("{shown} 超过 15 位有效数字，不能确定原来填的是什么数");
            let help = "改填准确的数；是公式算出的，在外面加上 ROUND(…,2)";
            faults.at(Code::CELL_UNREADABLE, &place, &message, help);
            return None;
        }
        Content::Text(text) if is_blank(text) => return None,
        Content::Text(text) => text.clone(),
        Content::Day(day) => {
            let message = format!("应填数，现为日期 {day}");
            faults.at(Code::CELL_UNREADABLE, &place, &message, "把单元格格式改为“常规”，重新填写");
            return None;
        }
        Content::Fault(fault) => {
            faulty(fault, &place, faults);
            return None;
        }
    };
    Some((key, Tree::scalar(digits, Some(place))))
}

/// Returns a text under `key`; nothing for a blank.
pub(super) fn text(
    key: &'static str,
    sheet: &Sheet,
    at: (u32, u32),
    faults: &mut Faults,
) -> Option<Entry> {
    let words = words(sheet, at, faults)?;
    Some((key, Tree::scalar(joined(&words), Some(sheet.place(at.0, at.1)))))
}

/// Returns what a cell says; nothing for a blank or a fault, which is reported.
pub(super) fn words(
    sheet: &Sheet,
    (row, column): (u32, u32),
    faults: &mut Faults,
) -> Option<String> {
    let cell = sheet.get(row, column)?;
    if let Content::Fault(fault) = &cell.content {
        faulty(fault, &sheet.place(row, column), faults);
        return None;
    }
    let words = cell.text();
    (!is_blank(words)).then(|| words.to_owned())
}

/// Returns a member of a closed set under `key` by its Chinese name; any other word as it is, which
/// loading then refuses with the names there are.
pub(super) fn member<E: ClosedSet>(
    key: &'static str,
    sheet: &Sheet,
    at: (u32, u32),
    faults: &mut Faults,
    also: &[(&str, &'static str)],
) -> Option<Entry> {
    let words = label(&words(sheet, at, faults)?);
    let member = E::MEMBERS.iter().find(|member| member.name() == words || member.key() == words);
    let written = match member {
        Some(member) => member.key().to_owned(),
        None => {
            also.iter().find(|(name, _)| *name == words).map_or(words, |(_, key)| (*key).to_owned())
        }
    };
    Some((key, Tree::scalar(written, Some(sheet.place(at.0, at.1)))))
}

/// Returns 一级指标 or 二级指标, whose cells often end in 指标.
pub(super) fn level<E: ClosedSet>(
    key: &'static str,
    sheet: &Sheet,
    at: (u32, u32),
    faults: &mut Faults,
) -> Option<Entry> {
    let words = label(&words(sheet, at, faults)?);
    let short = words.trim_end_matches("指标").trim_start_matches("服务对象");
    let member = E::MEMBERS.iter().find(|member| member.name() == short || member.key() == words);
    let written = member.map_or(words.as_str(), |member| member.key());
    Some((key, Tree::scalar(written, Some(sheet.place(at.0, at.1)))))
}

/// Returns `dimension` and `category` of a row.
pub(super) fn levels(
    sheet: &Sheet,
    row: u32,
    columns: [u32; 2],
    faults: &mut Faults,
) -> [Option<Entry>; 2] {
    [
        level::<Dimension>("dimension", sheet, (row, columns[0]), faults),
        level::<IndicatorCategory>("category", sheet, (row, columns[1]), faults),
    ]
}

/// Returns the one cell for reason and remedy as its two keys.
pub(super) fn reason_and_remedy(sheet: &Sheet, at: (u32, u32), faults: &mut Faults) -> Vec<Entry> {
    let Some(words) = words(sheet, at, faults) else { return Vec::new() };
    let place = Some(sheet.place(at.0, at.1));
    let (reason, remedy) = match words.strip_prefix(REMEDY) {
        Some(remedy) => ("", Some(remedy)),
        None => match words.split_once(&format!("\n{REMEDY}")) {
            Some((reason, remedy)) => (reason, Some(remedy)),
            None => (words.as_str(), None),
        },
    };
    let reason = (!reason.is_empty())
        .then(|| ("deviation_reason", Tree::scalar(joined(reason), place.clone())));
    let remedy = remedy.map(|remedy| ("remedy", Tree::scalar(joined(remedy), place)));
    reason.into_iter().chain(remedy).collect()
}

/// Returns `disclosure` of what a ground stands beside.
pub(super) fn disclosure(sheet: &Sheet, at: (u32, u32), faults: &mut Faults) -> Option<Entry> {
    let words = words(sheet, at, faults)?;
    let place = Some(sheet.place(at.0, at.1));
    let mut keys = vec![("withheld", Tree::scalar("true", place))];
    if words != NO_GROUND {
        keys.extend(member::<WithholdingGround>("ground", sheet, at, faults, &[]));
    }
    Some(("disclosure", Tree::Keys(keys)))
}

/// Returns whether a cell holds nothing that counts.
pub(super) fn is_empty(cell: Option<&Cell>) -> bool {
    cell.is_none_or(|cell| !matches!(cell.content, Content::Fault(_)) && is_blank(cell.text()))
}

fn is_blank(text: &str) -> bool {
    text.is_empty() || BLANKS.contains(&text)
}

fn faulty(fault: &str, place: &Place, faults: &mut Faults) {
    let help = "在 Excel 或 WPS 里打开、重新计算并保存，或者改填数值";
    faults.at(Code::CELL_UNREADABLE, place, fault, help);
}

/// Returns a text with its line breaks taken out, with which a cell only fits its width.
fn joined(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut joined = String::new();
    for line in lines {
        let meets_ascii = joined.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        if meets_ascii {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}
