//! The public edition, cut from a filing before a figure is computed.

use std::collections::BTreeSet;

use super::masks::masked_with_items;
use super::secrets::Sealing;
use super::{Edition, EditionKind, Known, Names, Withheld, money};
use crate::form::{DisclosurePolicy, Totals};
use crate::model::{
    Audience, Consolidated, Filing, Indicator, NarrativeParagraph, Objective, People, Project,
    Stated, WithholdingGround,
};
use crate::source::{PlacedText, Spanned};

/// What stands in place of a reason that every reader must be given and that names something
/// withheld.
const WITHHELD_REASON: &str = "依法不予公开";

/// A public edition, and what it leaves out.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The edition.
    pub edition: Edition,
    /// What it leaves out; no template, figure, writer or record may have it.
    pub withheld: Withheld,
}

/// Lists what the public edition of `filing` leaves out under `policy`, whose figures give what is
/// `known`: all that the checks of the full edition need, without a cut.
pub fn withheld(filing: &Filing, policy: &DisclosurePolicy, known: &Known) -> Withheld {
    let names = Names::of(filing);
    let (filing, hidden) = masked_with_items(filing, policy, &names);
    Sealing::of(&filing, known, &names, hidden).list()
}

/// Cuts the public edition of `filing`, whose figures give what is `known`.
///
/// Withheld projects, indicators and objectives leave, with them the ledger's entries of the
/// projects; so do internal paragraphs, and every text that names what is withheld, a person under
/// `people` or one of `disclosure.names`. Personal data of the kinds in `policy` and in `disclosure.mask` is masked, so
/// that a text which names none but people under `people` may stay. People, stated figures and figures
/// published elsewhere leave always. Where a project is withheld, the amounts of the whole are as
/// `policy` says. Scores stay as they are when a row that they were added up from leaves.
pub fn cut(filing: &Filing, policy: &DisclosurePolicy, known: &Known) -> Cut {
    let names = Names::of(filing);
    let (filing, hidden) = masked_with_items(filing, policy, &names);
    let filing = &*filing;
    let sealing = Sealing::of(filing, known, &names, hidden);
    let mut public = filing.clone();
    let withheld: Vec<&Project> =
        filing.projects.iter().filter(|project| project.withholding.is_some()).collect();

    let indicators = &mut public.evaluation.indicators;
    let count = indicators.len();
    cut_indicators(indicators, &names);
    if indicators.len() < count && public.evaluation.score.is_none() {
        let place = filing.evaluation.indicators.first().map(|row| row.span);
        public.evaluation.score =
            known.score.zip(place).map(|(value, span)| Spanned { value, span });
    }
    public.evaluation.objectives.retain(|row| !leaves(row, &names));
    cut_projects(&mut public.projects, known, &names);
    if !withheld.is_empty() {
        let gone = filing.projects.iter().zip(&known.projects);
        let gone = gone.filter(|(project, _)| project.withholding.is_some());
        let gone: Vec<_> = gone.map(|(_, known)| known).collect();
        let place = filing.fiscal_year.span;
        money::reduce(&mut public.budget, known, &gone, policy.totals, place);
        let ids: BTreeSet<&str> = withheld.iter().map(|p| p.id.value.as_str()).collect();
        let is_gone = |id: &Spanned<String>| ids.contains(id.value.as_str());
        public.budget.adjustments.retain(|entry| !entry.project.as_ref().is_some_and(is_gone));
        public.explanations.clear();
    }
    for entry in &mut public.budget.adjustments {
        drop_naming(&mut entry.document, &names);
        drop_naming(&mut entry.reason, &names);
    }
    public.explanations.retain(|_name, text| names.found_in(&text.value).is_none());
    for paragraphs in public.narrative.places_mut() {
        cut_paragraphs(paragraphs, &names, policy);
    }
    public.people = People::default();
    public.consolidated = Consolidated::default();
    public.stated = Stated::default();
    public.disclosure.names.clear();
    public.disclosure.published_elsewhere.clear();

    let totals = if withheld.is_empty() { Totals::Reduced } else { policy.totals };
    let omission = omission(&withheld, policy);
    let withheld = sealing.totals(filing, known, totals).seal(&public);
    let edition = Edition { filing: public, kind: EditionKind::Public, totals, omission };
    Cut { edition, withheld }
}

/// Returns what is said of totals that lack the `withheld` projects.
fn omission(withheld: &[&Project], policy: &DisclosurePolicy) -> Option<String> {
    let mut grounds = withheld.iter().map(|project| {
        let ground = project.withholding.as_ref()?.ground.as_ref()?;
        Some(ground.value)
    });
    let secret = Some(WithholdingGround::StateSecret);
    let words = match withheld {
        [] => return None,
        _ if grounds.all(|ground| ground == secret) => &policy.omission_of_secrets,
        _ => &policy.omission,
    };
    Some(words.clone())
}

/// Takes the withheld projects out, and from the others what is withheld of them.
fn cut_projects(projects: &mut Vec<Project>, known: &Known, names: &Names) {
    let mut scores = known.projects.iter().map(|project| project.score);
    projects.retain_mut(|project| {
        let score = scores.next().flatten();
        if project.withholding.is_some() {
            return false;
        }
        let count = project.indicators.len();
        project.objectives.retain(|row| !leaves(row, names));
        cut_indicators(&mut project.indicators, names);
        if project.indicators.len() < count && project.score.is_none() {
            project.score = score.map(|value| Spanned { value, span: project.span });
        }
        drop_naming(&mut project.execution.deviation_reason, names);
        drop_naming(&mut project.execution.remedy, names);
        drop_naming(&mut project.group, names);
        drop_naming(&mut project.implementing_unit, names);
        if let Some(reason) = &mut project.not_evaluated_reason
            && names.found_in(&reason.value).is_some()
        {
            WITHHELD_REASON.clone_into(&mut reason.value);
        }
        true
    });
}

/// Takes out the indicators that are withheld or name what is, and from the others the reasons that
/// do.
fn cut_indicators(indicators: &mut Vec<Indicator>, names: &Names) {
    indicators.retain_mut(|row| {
        drop_naming(&mut row.deviation_reason, names);
        drop_naming(&mut row.remedy, names);
        drop_naming(&mut row.standard, names);
        !row_leaves(row, names)
    });
}

/// Returns whether an indicator leaves: it is withheld, or what the form must print of it names what
/// is.
pub(super) fn row_leaves(row: &Indicator, names: &Names) -> bool {
    let texts = [Some(&row.name), row.target.as_ref(), row.actual.as_ref()];
    let mut texts = texts.into_iter().flatten();
    row.withholding.is_some() || texts.any(|text| names.found_in(&text.value).is_some())
}

/// Returns whether an objective leaves.
pub(super) fn leaves(row: &Objective, names: &Names) -> bool {
    let texts = [Some(&row.target), row.achievement.as_ref()];
    let mut texts = texts.into_iter().flatten();
    row.withholding.is_some() || texts.any(|text| names.found_in(&text.value).is_some())
}

/// Returns whether a paragraph leaves.
pub(super) fn paragraph_leaves(paragraph: &NarrativeParagraph, names: &Names) -> bool {
    paragraph.audience == Audience::Internal || names.found_in_paragraph(paragraph).is_some()
}

/// Takes out the paragraphs that leave; where none is left, the form's own sentence says so.
fn cut_paragraphs(
    paragraphs: &mut Vec<NarrativeParagraph>,
    names: &Names,
    policy: &DisclosurePolicy,
) {
    let place = paragraphs.first().map(|paragraph| paragraph.text.span);
    paragraphs.retain(|paragraph| !paragraph_leaves(paragraph, names));
    if let Some(span) = place.filter(|_| paragraphs.is_empty()) {
        paragraphs.push(NarrativeParagraph {
            heading: None,
            text: PlacedText::plain(policy.withheld_section.as_str(), span),
            audience: Audience::Public,
            ground: None,
        });
    }
}

/// Takes a text out that names what is withheld.
fn drop_naming(text: &mut Option<Spanned<String>>, names: &Names) {
    text.take_if(|text| names.found_in(&text.value).is_some());
}
