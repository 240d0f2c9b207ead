//! Blocks and the runs of text inside them.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::{AttachmentList, AttachmentMark, Chart, Contents, Number, Table};

/// One piece of a section, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The document's title (小标宋, centred, balanced over its lines).
    Title(Vec<Run>),
    /// A heading on a line of its own (levels one and two).
    Heading(Heading),
    /// A paragraph, with or without a run-in numbered lead (levels three and four).
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// The signature and date that close a report (落款).
    Signature(Signature),
    /// The contents of a bound volume.
    Contents(Contents),
    /// The names of the attachments, below the body.
    AttachmentList(AttachmentList),
    /// The mark at the head of an attachment.
    AttachmentMark(AttachmentMark),
}

/// A heading on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Level and ordinal; its label (一、, （一）) is computed.
    pub number: Number,
    /// The words after the label.
    pub runs: Vec<Run>,
}

/// The four levels of heading of GB/T 9704-2012, 7.3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingLevel {
    /// 一、
    One,
    /// （一）
    Two,
    /// 1.
    Three,
    /// （1）
    Four,
}

/// A paragraph of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// What the paragraph is for, which decides how it is set.
    pub role: ParagraphRole,
    /// The numbered heading that runs into the paragraph, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Lead>,
    /// The text after the lead.
    pub runs: Vec<Run>,
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphRole {
    /// Prose: first line indented two characters, justified.
    Body,
    /// The issuing department's name above the title: centred.
    Issuer,
}

/// A numbered heading that runs into its paragraph (1. or （1）).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// Level and ordinal; its label is computed.
    pub number: Number,
    /// The words of the heading, with the full stop that closes it.
    pub runs: Vec<Run>,
}

/// The signature and date that close a report (GB/T 9704-2012, 7.3.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The signing department.
    pub name: Vec<Run>,
    /// The date, for example 2024年3月4日.
    pub date: Vec<Run>,
    /// Whether room for a seal is left, which moves both lines.
    pub seal: Seal,
}

/// Whether a seal goes over the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// No seal: name two characters from the right, date two right of the name's first character.
    Without,
    /// A seal: date four characters from the right, name centred over it.
    With,
}

/// A stretch of text with one set of properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The text itself: no line breaks, no control characters.
    pub text: String,
    /// The name of the figure that this text quotes, or `None` for words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    /// Whether the text is set bold.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub strong: bool,
    /// Whether the text was added or taken out since the version compared with.
    #[serde(default, skip_serializing_if = "Change::is_unchanged")]
    pub change: Change,
}

impl Run {
    /// Returns plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns a quoted figure.
    pub fn figure(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), figure: Some(name.into()), ..Self::default() }
    }
}

/// Whether a run was added or taken out since the version compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It stands in both.
    #[default]
    Unchanged,
    /// It stands in the newer version only.
    Inserted,
    /// It stood in the older version only.
    Deleted,
}

impl Change {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
    pub(super) fn is_unchanged(&self) -> bool {
        *self == Self::Unchanged
    }
}
