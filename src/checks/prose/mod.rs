//! Checks of what people wrote: the prose, read once for all of them.

mod passage;
mod fields;
mod names;
mod sentence;
mod number;
mod brackets;
mod edit;
mod subject;
mod blank_or_leftover;
mod narrative_contradicts_figures;
mod unlinked_figure;
mod named_figure;
mod equal_figure;
mod foreign_entity;
mod repeated_paragraph;
mod numbering_style;
mod numbering_order;
mod punctuation;
mod likely_typo;
mod stale_year;
mod no_subordinate_units;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::form::Prose;
use names::Names;
use passage::Passage;

/// What checks of the prose read.
struct Reading<'a> {
    context: &'a Context<'a>,
    /// The form's words.
    prose: &'a Prose,
    /// Everything written, in the order of the filing: names, fields, then the narrative.
    passages: Vec<Passage<'a>>,
}

/// A check of the prose: adds what it finds.
type Check = fn(&Reading<'_>, &mut Vec<Diagnostic>);

/// Every check of the prose, by code.
const REGISTRY: &[Check] = &[
    blank_or_leftover::check,
    narrative_contradicts_figures::check,
    unlinked_figure::check,
    foreign_entity::check,
    repeated_paragraph::check,
    numbering_style::check,
    numbering_order::check,
    punctuation::check,
    likely_typo::check,
    stale_year::check,
    no_subordinate_units::check,
];

/// Runs every check of the prose.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let reading = Reading::of(context);
    for check in REGISTRY {
        check(&reading, findings);
    }
}

impl<'a> Reading<'a> {
    fn of(context: &'a Context<'a>) -> Self {
        let filing = context.edition.filing();
        let names = Names::of(&filing.projects);
        let mut passages = fields::passages(context, &names);
        passages.extend(passage::narrative(&filing.narrative, &names));
        Self { context, prose: &context.form.prose, passages }
    }

    /// Returns the passages of the narrative.
    fn narrative(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_narrative())
    }

    /// Returns the passages that are sentences: the narrative, and reasons and remedies.
    fn sentences(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().filter(|passage| passage.is_sentences())
    }
}
