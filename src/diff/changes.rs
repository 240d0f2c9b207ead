//! What changed from one snapshot to another.

use super::causes::Tracer;
use super::figures::{self, FigureChange};
use super::passages::{self, PassageChange};
use super::projects::{Pairing, ProjectChange};
use super::sequence::{Aligned, meetings, steps};
use crate::quantity::AmountUnit;
use crate::record::{RecordedAdjustment, Snapshot};

/// What changed from one snapshot to another, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<'a> {
    /// What is compared with.
    pub old: &'a Snapshot,
    /// What is compared.
    pub new: &'a Snapshot,
    /// The figures that changed: the department's, then those of projects that are in both.
    pub figures: Vec<FigureChange<'a>>,
    /// The projects that came, went or were altered.
    pub projects: Vec<ProjectChange<'a>>,
    /// The ledger's entries that came or went.
    pub adjustments: Vec<AdjustmentChange<'a>>,
    /// The passages of the report that changed.
    pub passages: Vec<PassageChange>,
}

/// An entry of the ledger that came or went; an edited one did both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjustmentChange<'a> {
    /// It is in the newer ledger only.
    Added {
        /// Its place in the ledger, from 1.
        number: usize,
        /// The entry.
        entry: &'a RecordedAdjustment,
    },
    /// It is in the older ledger only.
    Removed {
        /// Its place in the ledger, from 1.
        number: usize,
        /// The entry.
        entry: &'a RecordedAdjustment,
    },
}

/// Compares two snapshots: figures by name, projects by id and then by name, the report block by
/// block.
///
/// It takes time in proportion to what is compared, n log n where everything moved.
pub fn compare<'a>(old: &'a Snapshot, new: &'a Snapshot) -> Changes<'a> {
    let pairing = Pairing::of(old, new);
    let adjustments = adjustments(old, new);
    let tracer = Tracer::new(old, new, &pairing, &adjustments);
    Changes {
        old,
        new,
        figures: figures::changes(old, new, &pairing, &tracer),
        projects: pairing.changes(),
        passages: passages::changes(&old.document, &new.document),
        adjustments,
    }
}

impl Changes<'_> {
    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
            && self.projects.is_empty()
            && self.adjustments.is_empty()
            && self.passages.is_empty()
    }

    /// Returns the unit that differences of amounts are told in.
    pub(super) fn unit(&self) -> AmountUnit {
        self.new.amount_unit
    }
}

fn adjustments<'a>(old: &'a Snapshot, new: &'a Snapshot) -> Vec<AdjustmentChange<'a>> {
    let (was, is) = (&old.adjustments, &new.adjustments);
    let pairs = meetings(was, is, 0..was.len(), 0..is.len());
    let changed = steps(was.len(), is.len(), &pairs).into_iter().filter_map(|step| match step {
        Aligned::Both { .. } => None,
        Aligned::Old(index) => {
            Some(AdjustmentChange::Removed { number: index + 1, entry: &was[index] })
        }
        Aligned::New(index) => {
            Some(AdjustmentChange::Added { number: index + 1, entry: &is[index] })
        }
    });
    changed.collect()
}
