//! What a loading run carries along: its faults, the path to the place it is at, and the unit.

use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::AmountUnit;
use crate::source::{FaultKind, SourceFault, Sources};

/// How many faults are listed; a table of 50,000 rows may have the same one in every row.
const MAX_LISTED: usize = 1000;

/// The state of a loading run.
pub(super) struct Reader<'n> {
    /// The texts that the places point into.
    pub(super) sources: &'n Sources,
    /// The unit that amounts are written in, from where it was read on.
    pub(super) amount_unit: AmountUnit,
    faults: Vec<Diagnostic>,
    unlisted: usize,
    path: Vec<&'n str>,
}

impl<'n> Reader<'n> {
    /// Returns a run over `sources` that has found nothing.
    pub(super) fn new(sources: &'n Sources) -> Self {
        Self {
            sources,
            amount_unit: AmountUnit::TenThousandYuan,
            faults: Vec::new(),
            unlisted: 0,
            path: Vec::new(),
        }
    }

    /// Keeps a fault, or counts it where there are very many.
    pub(super) fn report(&mut self, fault: Diagnostic) {
        if self.faults.len() < MAX_LISTED {
            self.faults.push(fault);
        } else {
            self.unlisted += 1;
        }
    }

    /// Keeps a fault of a file.
    pub(super) fn report_source(&mut self, fault: SourceFault) {
        self.report(from_source(fault));
    }

    /// Returns whether nothing was reported so far.
    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Enters the mapping under `key`.
    pub(super) fn enter(&mut self, key: &'n str) {
        self.path.push(key);
    }

    /// Leaves the mapping entered last.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Returns the dotted name of `key` in the mapping that is being read.
    pub(super) fn name_of(&self, key: &str) -> String {
        self.path.iter().copied().chain([key]).collect::<Vec<_>>().join(".")
    }

    /// Returns the faults.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.unlisted > 0 {
            self.faults.push(
                Diagnostic::new(
                    Code::LIMIT_EXCEEDED,
                    format!("另有 {} 处问题没有列出", self.unlisted),
                )
                .help("先改正列出的问题，再检查一次"),
            );
        }
        self.faults
    }
}

/// Returns the finding that a fault of a file is.
fn from_source(fault: SourceFault) -> Diagnostic {
    let code = match fault.kind {
        FaultKind::Syntax => Code::YAML_SYNTAX,
        FaultKind::Limit => Code::LIMIT_EXCEEDED,
        FaultKind::Encoding => Code::NOT_UTF8,
    };
    let mut finding = Diagnostic::new(code, fault.message).at(fault.span, "");
    finding.help = fault.help;
    finding
}
