//! Checks: one file a check, and the registry of them.
//!
//! A check reads an edition and its figures and says what is wrong; it changes nothing. Its code,
//! severity and page stand in the catalogue of codes.

mod printed;
mod figure_names;
mod stated_without_data;
mod stated_total;
mod printed_sums;
mod project_totals;
mod stated_rate;
mod stated_grade;
mod stated_excellence_rate;
mod stated_count;
mod stated_score;
mod score_sum;
mod indicator_score;
mod ledger_projects;
mod adjustment_sum;
mod funding_sums;
mod income_balance;
mod reason;
mod indicators;
mod money_lines;
mod weights;
mod score_above_weight;
mod spent_above_budget;
mod rate_above_hundred;
mod deviation_unexplained;
mod overshoot_unexplained;
mod indicator_direction;
mod indicator_misclassified;
mod adjustment_unexplained;
mod effortless_result;
mod no_discrimination;
mod duplicate_project;
mod score_range;
mod staff_inconsistent;
mod cost_actual;
mod share_outside_band;
mod score_above_cap;
mod units_not_listed;
mod withheld_ground;
mod subtraction;
mod personal_data;
mod state_secret;
mod withheld_name;
mod withheld_amount;
mod units_mixed;
mod dates_out_of_order;
mod allow;
mod severity_unchanged;
mod prose;
mod mixed_decimals;

use crate::diagnostic::{self, Diagnostic};
use crate::edition::{Edition, EditionKind, Withheld};
use crate::figures::Figures;
use crate::form::Form;
use crate::source::Sources;

/// What checks read.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The text of the files that spans point into.
    pub sources: &'a Sources,
    /// The edition.
    pub edition: &'a Edition,
    /// The form that it follows.
    pub form: &'a Form,
    /// The figures computed from `edition` by `form`.
    pub figures: &'a Figures,
    /// What the public edition of the filing leaves out.
    pub withheld: &'a Withheld,
}

/// A check: adds what it finds.
type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// Every check, by code.
const REGISTRY: &[Check] = &[
    figure_names::check,
    stated_without_data::check,
    stated_total::check,
    printed_sums::check,
    project_totals::check,
    stated_rate::check,
    stated_grade::check,
    stated_excellence_rate::check,
    stated_count::check,
    stated_score::check,
    score_sum::check,
    indicator_score::check,
    ledger_projects::check,
    adjustment_sum::check,
    funding_sums::check,
    income_balance::check,
    weights::check,
    score_above_weight::check,
    spent_above_budget::check,
    rate_above_hundred::check,
    deviation_unexplained::check,
    overshoot_unexplained::check,
    indicator_direction::check,
    indicator_misclassified::check,
    adjustment_unexplained::check,
    effortless_result::check,
    no_discrimination::check,
    duplicate_project::check,
    score_range::check,
    staff_inconsistent::check,
    cost_actual::check,
    share_outside_band::check,
    score_above_cap::check,
    units_not_listed::check,
    withheld_ground::check,
    subtraction::check,
    personal_data::check,
    state_secret::check,
    withheld_name::check,
    withheld_amount::check,
    units_mixed::check,
    dates_out_of_order::check,
    severity_unchanged::check,
    prose::check,
    mixed_decimals::check,
];

/// Runs every check and returns the findings in order: with the severities of the form, and without
/// those that a comment of the filing lets pass. Of the public edition they are those that
/// [`Code::holds_for_public`] names.
///
/// [`Code::holds_for_public`]: crate::diagnostic::Code::holds_for_public
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for check in REGISTRY {
        check(context, &mut findings);
    }
    if context.edition.kind() == EditionKind::Public {
        findings.retain(|finding| finding.code.holds_for_public());
    }
    context.form.severities.apply(&mut findings);
    allow::apply(context, &mut findings);
    diagnostic::sort(&mut findings);
    findings
}
