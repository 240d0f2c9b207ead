//! What a reader takes out of a file: its texts, each with the part that it stands in.

/// A text that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Where it stands, as a person would look for it: `word/document.xml`, 第3页.
    pub(super) part: String,
    /// The text, runs and lines joined; cells of a row are parted by [`super::fold::PART`].
    pub(super) text: String,
    /// How it is to be searched.
    pub(super) kind: PassageKind,
}

impl Passage {
    /// Returns `text` as words for people.
    pub(super) fn words(part: &str, text: &str) -> Self {
        Self { part: part.to_owned(), text: text.to_owned(), kind: PassageKind::Words }
    }
}

/// What a text is to whoever opens the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PassageKind {
    /// Words for people, numbers among them.
    Words,
    /// Names and settings of the format: a bare number there is a measure or a count, no amount.
    Settings,
    /// Bytes that the reader does not understand, as text: searched for names and sentences only.
    Bytes,
}

/// Why a file cannot be proved clean.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {reason}")]
pub(super) struct Unreadable {
    /// The part that could not be read.
    pub(super) part: String,
    /// Why, in Chinese.
    pub(super) reason: String,
}
