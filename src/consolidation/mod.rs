//! Consolidation: a department's own filing and those of its units become one filing, in which every
//! sum knows its addends and their places.

mod member;
mod fitness;
mod sums;
mod stated;
mod lists;
mod location;

pub use fitness::misfit;
pub use location::{LocationFault, locate};

use std::collections::BTreeMap;

use self::member::{Complaints, Member};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::figures::Figures;
use crate::form::Form;
use crate::model::{Consolidated, Filing, StatedAmounts, Unit};
use crate::source::{Sources, Spanned};

/// A unit's filing with its figures.
#[derive(Clone, Debug)]
pub struct UnitFiling {
    /// Its path, where the department lists it.
    pub path: Spanned<String>,
    /// Its filing.
    pub edition: Edition,
    /// The figures of `edition`.
    pub figures: Figures,
}

/// Returns the part of a department's filing that is its own: without the amounts that it states for
/// the whole.
pub fn own_part(filing: &Filing) -> Filing {
    let mut own = filing.clone();
    own.budget.department = StatedAmounts::default();
    own
}

/// Adds the filings of `units` to `filing`, whose own part has the figures `figures`.
///
/// Amounts, staff and offices are added up; projects and the ledger's entries are joined, the ids of a
/// unit's projects made different by its number (`U2-P01`); people, and names never to be published,
/// are joined to the department's. What only one body can say stays the department's: its evaluation,
/// disclosure, narrative and what it states as printed. There is no filing when a sum lacks an addend.
pub fn consolidate(
    sources: &Sources,
    filing: &Filing,
    figures: &Figures,
    units: &[UnitFiling],
    form: &Form,
) -> (Option<Filing>, Vec<Diagnostic>) {
    let own = Edition::full(own_part(filing));
    let mut members = vec![Member::own(&own, figures)];
    members.extend(units.iter().map(Member::unit));
    let mut complaints = Complaints::default();
    fitness::names_stand_once(&members, &mut complaints);
    let mut whole = filing.clone();
    let mut parts = BTreeMap::new();
    sums::money(&members, form, &mut whole, &mut parts, &mut complaints);
    sums::counts(&members, &mut whole, &mut parts, &mut complaints);
    lists::join(&members, &mut whole, &mut complaints);
    whole.consolidated = Consolidated { units: units.iter().map(named).collect(), parts };
    let mut findings = complaints.findings;
    let is_whole = findings.is_empty();
    if is_whole {
        stated::compare(sources, &filing.budget.department, &whole, &mut findings);
    }
    (is_whole.then_some(whole), findings)
}

fn named(unit: &UnitFiling) -> Unit {
    let filing = unit.edition.filing();
    Unit {
        path: unit.path.clone(),
        name: filing.department.name.clone(),
        people: filing.people.clone(),
    }
}
