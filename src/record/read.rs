//! Reads a record back: strictly, within limits, and saying where it is broken.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::error::Category;

use super::lines::{NamedFigure, NamedProject, amount_unit};
use super::sound;
use super::{FORMAT, FileHash, FontIdentity, Record, RecordedAdjustment, Snapshot};
use crate::document::Document;
use crate::quantity::AmountUnit;

/// How many bytes a record may have; that of 100,000 projects has some 100 MB.
pub const MAX_RECORD_BYTES: u64 = 256 << 20;

/// Why bytes are no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RecordFault {
    /// The line and the column in bytes, both from 1; `None` where the whole does not hold together.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in Chinese.
    pub message: String,
}

/// The record as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    program: String,
    form: String,
    fiscal_year: i16,
    department: String,
    edition: String,
    #[serde(deserialize_with = "amount_unit")]
    amount_unit: AmountUnit,
    inputs: Vec<FileHash>,
    outputs: Vec<FileHash>,
    fonts: Vec<FontIdentity>,
    figures: Vec<NamedFigure>,
    indicators: IndexMap<String, String>,
    adjustments: Vec<RecordedAdjustment>,
    projects: Vec<NamedProject>,
    document: Document,
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Record {
    /// Reads the bytes of a record.
    ///
    /// # Errors
    /// Says what is wrong where: no text, no JSON, cut off, of another format, a field too many or
    /// too few, a value that makes no sense, or a document that cannot be set.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, RecordFault> {
        let text = sound::text(bytes)?;
        let Written {
            format,
            program,
            form,
            fiscal_year,
            department,
            edition,
            amount_unit,
            inputs,
            outputs,
            fonts,
            figures,
            indicators,
            adjustments,
            projects,
            document,
        } = serde_json::from_str(text).map_err(|error| fault(text, &error))?;
        if format != FORMAT {
            return Err(other_format(format));
        }
        let figures = figures.into_iter().map(|NamedFigure(name, figure)| (name, figure));
        let projects = projects.into_iter().map(|NamedProject(id, project)| (id, project));
        let snapshot = Snapshot {
            form,
            fiscal_year,
            department,
            edition,
            amount_unit,
            figures: unique("数字", figures)?,
            indicators,
            adjustments,
            projects: unique("项目", projects)?,
            document,
        };
        sound::snapshot(&snapshot)?;
        Ok(Self { program, snapshot, inputs, outputs, fonts })
    }
}

/// Returns the items by name.
fn unique<T>(
    what: &str,
    items: impl Iterator<Item = (String, T)>,
) -> Result<IndexMap<String, T>, RecordFault> {
    let mut by_name = IndexMap::with_capacity(items.size_hint().0);
    for (name, item) in items {
        if by_name.contains_key(&name) {
            return Err(RecordFault::of_whole(format!("{what}“{name}”出现了两次")));
        }
        by_name.insert(name, item);
    }
    Ok(by_name)
}

/// Puts the JSON reader's error into Chinese, at its place.
fn fault(text: &str, error: &serde_json::Error) -> RecordFault {
    if let Ok(Head { format }) = serde_json::from_str(text)
        && format != FORMAT
    {
        return other_format(format);
    }
    let said = error.to_string();
    // The reader names the field or the value at fault between grave accents.
    let named = said.split('`').nth(1).unwrap_or_default();
    let message = match error.classify() {
        Category::Eof => "文件不完整，在这里中断".to_owned(),
        Category::Syntax | Category::Io => "不是有效的 JSON".to_owned(),
        Category::Data if named.is_empty() => "内容不符合记录的格式".to_owned(),
        Category::Data => format!("“{named}”缺少、多余或写得不对"),
    };
    // The reader stands behind what it has read, which may be the line break.
    let place = match (error.line(), error.column()) {
        (line @ 2.., 0) => {
            let before = text.lines().nth(line - 2).map_or(0, str::len);
            (line - 1, before.max(1))
        }
        (line, column) => (line, column.max(1)),
    };
    RecordFault { place: Some(place), message }
}

fn other_format(format: u32) -> RecordFault {
    RecordFault::of_whole(format!(
        "记录的格式是第 {format} 版，本程序只读第 {FORMAT} 版；请用写出它的那一版程序，或重新生成"
    ))
}

impl RecordFault {
    pub(super) fn of_whole(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into() }
    }
}
