//! D502: a withheld amount or grade that follows from published figures by adding and subtracting.

mod grades;
mod hidden;
mod published;
mod reader;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use self::hidden::{Hidden, HiddenProject};
use self::published::Published;
use self::reader::What;
use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::EditionKind;

/// The most figures and places that a finding names.
const MAX_NAMED: usize = 8;

/// What is known of a project: what, and from which published figures.
type Known = (Vec<What>, BTreeSet<usize>);

/// Finds the withheld projects that the public edition gives away, alone or together with what is
/// published elsewhere.
///
/// The full edition knows what is withheld, so it is the one that is looked at. No number stands in a
/// finding.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if context.edition.kind() != EditionKind::Full {
        return;
    }
    let elsewhere = published::elsewhere(context, findings);
    let hidden = Hidden::of(context);
    if hidden.projects.is_empty() {
        return;
    }
    let mut published = published::kept(context);
    published.extend(elsewhere);
    let mut known: BTreeMap<usize, Known> = BTreeMap::new();
    let amounts = reader::learned(context, &hidden, &published);
    let grades = grades::learned(context, &hidden, &published);
    for ((number, what), because) in amounts.into_iter().chain(grades) {
        let (whats, origins) = known.entry(number).or_default();
        whats.push(what);
        origins.extend(because);
    }
    for (number, (whats, origins)) in known {
        let because: Vec<_> = origins.iter().filter_map(|origin| published.get(*origin)).collect();
        findings.push(finding(context, &hidden.projects[number], &whats, &because));
    }
}

fn finding(
    context: &Context<'_>,
    hidden: &HiddenProject<'_>,
    whats: &[What],
    because: &[&Published],
) -> Diagnostic {
    let project = hidden.project;
    let labels: Vec<_> = whats.iter().map(|what| label(context, *what)).collect();
    let names: BTreeSet<&str> = because.iter().map(|said| said.name.as_str()).collect();
    let more = if names.len() > MAX_NAMED { "……" } else { "" };
    let names: Vec<_> = names.into_iter().take(MAX_NAMED).collect();
    let message = format!(
        "projects[{}] 不予公开，但它的{}可以由已公开的数推算出来：{}{more}",
        project.id.value,
        labels.join("、"),
        names.join("、")
    );
    let span = project.withholding.as_ref().map_or(project.span, |withholding| withholding.span);
    let mut finding =
        Diagnostic::new(Code::WITHHELD_VALUE_INFERABLE, message).at(span, "可以推算出来");
    let places = because.iter().filter_map(|said| said.place);
    for place in places.clone().take(MAX_NAMED) {
        finding = finding.related(place, "已在他处公开");
    }
    if because.iter().any(|said| said.place.is_none()) {
        finding = finding.help(
            "公开版的合计没有减去它：把 form.yaml 的 disclosure.totals 改为 reduced（减去）或 omit（不写）",
        );
    }
    if places.clone().next().is_some() {
        finding = finding.help(
            "他处公开的数收不回来：核对 published_elsewhere 是否确已公开；确已公开的，把 form.yaml 的 \
             disclosure.totals 改为 omit（不写合计），仍能推算的，由保密审查人员决定该项目是否公开",
        );
    }
    finding
}

/// Returns what it is in words.
fn label(context: &Context<'_>, what: What) -> String {
    match what {
        What::Field(field) => field.label().to_owned(),
        What::Kind(kind) => format!("{}资金", context.form.kinds.label(kind)),
        What::Ledger(category) => format!("{}净额", category.name()),
    }
}
