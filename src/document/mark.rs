//! The mark that every page of a document bears when it is not to be handed in.

/// What a document is, in a word at the head of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A draft, which may contradict itself.
    Draft,
}

impl Mark {
    /// Returns the word.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
        }
    }
}
