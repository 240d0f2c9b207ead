//! What comes of an attempt to build a filing: whose it is, and the report, made or there already.

use std::path::PathBuf;

use super::{Computed, Findings};
use crate::figures::Figures;
use crate::record::Record;

/// A built report, not yet on disk.
#[derive(Debug)]
pub struct Built {
    /// The folder's default name: 2023-昌黎县总工会.
    pub folder_name: String,
    /// The files with their names, the record last.
    pub files: Vec<(String, Vec<u8>)>,
    /// The figures that the report quotes from.
    pub figures: Figures,
    /// The record, as it stands in the last file.
    pub record: Record,
    /// What is said of the files of a public edition, which were read back and searched.
    pub proved: Option<String>,
}

/// An attempt to build a filing.
#[derive(Debug)]
pub struct Attempt {
    /// What was found.
    pub findings: Findings,
    /// Whose filing it is; `None` where it cannot be understood.
    pub subject: Option<Subject>,
    /// What came of it.
    pub made: Made,
}

/// Whose filing it is and of which year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The budget year.
    pub fiscal_year: i16,
    /// The department's name.
    pub department: String,
    /// The form's name.
    pub form: String,
    /// The finance authority that it is handed to.
    pub finance_authority: Option<String>,
    /// Whether anything of it may not be published.
    pub withholds: bool,
}

impl Subject {
    pub(super) fn of(computed: &Computed) -> Self {
        let filing = computed.edition.filing();
        let department = filing.department.name.value.clone();
        let authority = filing.department.finance_authority.as_ref();
        Self {
            fiscal_year: filing.fiscal_year.value,
            department,
            form: filing.form.value.clone(),
            finance_authority: authority.map(|name| name.value.clone()),
            withholds: !computed.withheld.items.is_empty(),
        }
    }
}

/// What became of a filing that was to be built.
#[derive(Debug)]
pub enum Made {
    /// Errors stand in its way.
    Stopped,
    /// Its report is there already.
    Current(Box<Current>),
    /// Its report, not yet on disk.
    Built(Box<Built>),
}

impl Made {
    /// Returns the report, if it was made.
    pub(super) fn built(self) -> Option<Built> {
        match self {
            Self::Built(built) => Some(*built),
            Self::Stopped | Self::Current(_) => None,
        }
    }
}

/// Returns the folder of a report by the folder's default name.
pub type Place<'a> = &'a (dyn Fn(&str) -> PathBuf + Sync);

/// A report that an earlier build wrote and that would come out the same.
#[derive(Debug)]
pub struct Current {
    /// Where it is.
    pub folder: PathBuf,
    /// The folder's default name.
    pub folder_name: String,
    /// The name of its files without their extensions.
    pub stem: String,
    /// The figures that it quotes from.
    pub figures: Figures,
}
