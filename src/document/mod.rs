//! The document: what stands on the page and in which role, with every quoted figure still a figure.
//!
//! It knows no budget and no file format. Templates make it; layout, writers and `dump` read it.

mod block;
mod chart;
mod dump;
mod length;
mod mark;
mod numbering;
mod page;
mod table;
mod text;
mod version;
mod volume;

pub use block::{
    Block, Change, Heading, HeadingLevel, Lead, Paragraph, ParagraphRole, Run, Seal, Signature,
};
pub use chart::{Bar, Chart, Reach};
pub use length::Length;
pub use mark::Mark;
pub use numbering::{Number, Numbering};
pub use page::{Face, Margins, PageProfile, Role, Styles, TextStyle};
pub use table::{Alignment, Cell, Column, Row, Table};
pub use volume::{AttachmentList, AttachmentMark, Contents, ContentsEntry};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A whole document, ready to be laid out and written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The mark on every page, if it bears one; it is no part of the text.
    pub mark: Option<Mark>,
    /// The page that every section is set on.
    pub page: PageProfile,
    /// The sections in order; each begins on a page of its own.
    pub sections: Vec<Section>,
}

/// What a file says of itself in its properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The title, for example 2023年度昌黎县总工会整体绩效自评工作报告.
    pub title: String,
    /// Who issues the document: the department's name.
    pub author: String,
    /// The date that stands in the properties of both formats; it comes from the data, never from
    /// the clock.
    pub date: Date,
    /// Who made the changes that are marked in the document, and when; where it is missing, the
    /// author on the document's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Revision>,
}

/// Who changed a document, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The name that stands beside each change.
    pub author: String,
    /// The day of the changes.
    pub date: Date,
}

/// A run of pages with one orientation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Which side of the sheet is up.
    pub orientation: Orientation,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// Which side of the sheet is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// The short side is up.
    Portrait,
    /// The long side is up; used by the wide forms.
    Landscape,
}
