//! Editions: the part of a filing that one kind of reader may see.
//!
//! Figures, checks and templates read an [`Edition`], never a bare filing, so that what an edition
//! leaves out does not exist for them.

mod cut;
mod known;
mod masks;
mod money;
mod names;
mod secrets;
mod texts;
mod withheld;

pub use cut::{Cut, cut, withheld};
pub use known::{Known, KnownProject};
pub use masks::{masked, masked_kinds};
pub use names::{Names, Told, Whose, people};
pub use texts::{PublicText, TextRole, Words, public_texts};
pub use withheld::{Secret, SecretValue, Withheld, WithheldItem, WithheldKind};

use crate::form::Totals;
use crate::model::Filing;

/// A filing as one kind of reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    filing: Filing,
    kind: EditionKind,
    totals: Totals,
    omission: Option<String>,
}

/// Who an edition is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditionKind {
    /// The department and the finance authority: everything.
    #[default]
    Full,
    /// Everybody: without what is withheld.
    Public,
}

impl EditionKind {
    /// Returns the edition's name for programs: `full`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Public => "public",
        }
    }

    /// Returns the edition's name for people: 完整版.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "完整版",
            Self::Public => "公开版",
        }
    }
}

impl Edition {
    /// Returns the full edition, which the department and the finance authority read: everything.
    pub fn full(filing: Filing) -> Self {
        Self { filing, kind: EditionKind::Full, totals: Totals::Reduced, omission: None }
    }

    /// Returns who the edition is for.
    pub fn kind(&self) -> EditionKind {
        self.kind
    }

    /// Returns the edition's name for programs: `full` or `public`.
    pub fn key(&self) -> &'static str {
        self.kind.key()
    }

    /// Returns what the department's and the projects' amounts are; [`Totals::Reduced`], which is
    /// what follows from the projects that there are, unless a project is withheld.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Returns what is to stand beside totals that lack withheld projects; `None` where they lack
    /// none.
    pub fn omission(&self) -> Option<&str> {
        self.omission.as_deref()
    }

    /// Returns the filing as this edition has it.
    pub fn filing(&self) -> &Filing {
        &self.filing
    }
}
