//! The gate: reads written bytes back and searches them for withheld values.
//!
//! It trusts no writer. Every file is read from its bytes by readers of the gate's own, part by part,
//! and what cannot be read back does not pass.

#![cfg_attr(not(test), expect(dead_code, reason = "the readers of files come next"))]

mod amounts;
mod fold;

use crate::source::Span;

/// What a part of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// What is read as the text.
    Text,
    /// Properties of the file.
    Properties,
    /// A comment.
    Comment,
    /// An attribute or another mark that is not shown.
    Markup,
    /// A bookmark, a destination or a line of the outline.
    Bookmark,
    /// An element of the structure tree.
    StructureTag,
    /// A file inside the file.
    Attachment,
    /// The name of a file or of a part.
    Name,
    /// Bytes that are no text.
    Binary,
}

/// What was found in files that are to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// The withheld values that stand in a file, each part of a file once.
    pub hits: Vec<Hit>,
    /// The withheld values that the public filing holds too.
    pub exempt: Vec<Exempt>,
    /// The files and parts that could not be read back.
    pub unreadable: Vec<Unreadable>,
}

/// A withheld value in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The file's name.
    pub file: String,
    /// The part of the file: `word/document.xml`.
    pub part: String,
    /// What the part is.
    pub kind: PartKind,
    /// Where the value stands in the filing.
    pub secret: Span,
    /// Where the filing says that it stays out.
    pub item: Span,
    /// What the item is called.
    pub label: String,
}

/// A withheld value that is not searched for, since the public filing holds it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exempt {
    /// Where the value stands in the filing.
    pub secret: Span,
    /// What the item is called.
    pub label: String,
    /// Whether only a part of it, or a rounded form, is held.
    pub in_part: bool,
}

/// A file, or a part of one, that could not be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file's name.
    pub file: String,
    /// The part; the file's name where it is the whole file.
    pub part: String,
    /// Why, in Chinese.
    pub reason: String,
}
