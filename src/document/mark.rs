//! The mark that every page of a document bears when it is not to be handed in.

use serde::{Deserialize, Serialize};

/// What a document is, in a word at the head of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
