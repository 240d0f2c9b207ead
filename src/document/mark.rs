//! The mark that every page of a document bears when it is not to be handed in, or not to get out.

use serde::{Deserialize, Serialize};

/// What a document is, in words at the head of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A draft, which may contradict itself.
    Draft,
    /// A paper of the department that names what is withheld.
    Internal,
    /// A draft of such a paper.
    InternalDraft,
}

impl Mark {
    /// Returns whether the mark is one large word, in grey so that it is not in the way; others are
    /// set like prose.
    pub const fn is_large(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Returns the words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Internal => "内部资料　不得公开",
            Self::InternalDraft => "内部资料　不得公开（草稿）",
        }
    }
}
