//! Editions: the part of a filing that one kind of reader may see.
//!
//! Figures, checks and templates read an [`Edition`], never a bare filing, so that what an edition
//! leaves out does not exist for them.

mod withheld;

pub use withheld::{Secret, SecretValue, Withheld, WithheldItem, WithheldKind};

use crate::model::Filing;

/// A filing as one kind of reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    filing: Filing,
}

impl Edition {
    /// Returns the full edition, which the department and the finance authority read: everything.
    pub fn full(filing: Filing) -> Self {
        Self { filing }
    }

    /// Returns the edition's name for programs: `full`.
    pub fn key(&self) -> &'static str {
        "full"
    }

    /// Returns the filing as this edition has it.
    pub fn filing(&self) -> &Filing {
        &self.filing
    }
}
