//! What the public edition says by right: its texts, and the numbers that it may print.

use std::collections::BTreeSet;

use super::amounts::{self, WrittenUnit};
use super::fold::{Folded, PART};
use crate::edition::Edition;
use crate::figures::{Figures, Value};
use crate::model::{Filing, Indicator, Objective, StatedAmounts};
use crate::quantity::Amount;
use crate::source::Spanned;

/// What may stand in files that everybody may read.
#[derive(Clone, Debug)]
pub struct Public<'a> {
    /// The public editions that the files are made of, each with its figures: one, or for a comparison
    /// two.
    pub editions: Vec<(&'a Edition, &'a Figures)>,
    /// The files of its form, which were there before the filing.
    pub wording: Vec<&'a str>,
}

/// What may stand in the files, folded and ready to be looked into.
pub(super) struct Allowed {
    /// The texts of the filing, parted from each other.
    pub(super) texts: Folded,
    /// The fixed words of form and figures.
    pub(super) wording: Folded,
    /// Names, inside of which a shorter name tells nothing.
    pub(super) names: BTreeSet<String>,
    /// Numbers that are printed, whatever they are numbers of.
    pub(super) numbers: BTreeSet<String>,
    /// The same in Chinese numerals.
    pub(super) numerals: BTreeSet<String>,
}

impl Allowed {
    /// Gathers what may stand in the files.
    pub(super) fn by(public: &Public<'_>) -> Self {
        let Public { editions, wording } = public;
        let filings = || editions.iter().map(|(edition, _)| edition.filing());
        let mut allowed = Self {
            texts: Folded::of(&joined(filings().flat_map(texts))),
            wording: Folded::default(),
            names: filings().flat_map(names).map(|name| Folded::of(name).text).collect(),
            numbers: BTreeSet::new(),
            numerals: BTreeSet::new(),
        };
        let mut fixed: Vec<String> = wording.iter().map(|text| (*text).to_owned()).collect();
        for (_, figures) in editions {
            for name in figures.names() {
                fixed.extend(figures.label(&name));
                let Some(figure) = figures.get(&name) else { continue };
                match figure.value {
                    Value::Amount(amount) => allowed.amount(amount),
                    _ => allowed.numbers_in(&figure.text),
                }
            }
        }
        allowed.wording = Folded::of(&joined(fixed.iter().map(String::as_str)));
        for amount in filings().flat_map(amounts) {
            allowed.amount(amount);
        }
        for row in filings().flat_map(rows) {
            for words in [&row.target, &row.actual, &row.standard].into_iter().flatten() {
                allowed.numbers_in(&words.value);
            }
        }
        allowed
    }

    fn amount(&mut self, amount: Amount) {
        for (unit, text) in amounts::forms(amount).into_keys() {
            let list = match unit {
                WrittenUnit::Numerals => &mut self.numerals,
                _ => &mut self.numbers,
            };
            list.insert(text);
        }
    }

    fn numbers_in(&mut self, text: &str) {
        let numbers = amounts::numbers(&Folded::of(text));
        self.numbers.extend(numbers.into_iter().map(|number| number.text));
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for text in texts {
        joined.push_str(text);
        joined.push(PART);
    }
    joined
}

/// Returns the indicators of the department and of its projects.
fn rows(filing: &Filing) -> impl Iterator<Item = &Indicator> {
    let of_projects = filing.projects.iter().flat_map(|project| &project.indicators);
    filing.evaluation.indicators.iter().chain(of_projects)
}

/// Returns every name of the filing.
fn names(filing: &Filing) -> impl Iterator<Item = &str> {
    let department = &filing.department;
    let own = std::iter::once(&department.name)
        .chain(&department.finance_authority)
        .chain(&department.subordinate_units)
        .chain(&filing.evaluation.lead_office)
        .chain(&filing.evaluation.basis_document);
    let of_projects = filing.projects.iter().flat_map(|project| {
        let others = [&project.unit, &project.code, &project.group, &project.implementing_unit];
        std::iter::once(&project.name).chain(others.into_iter().flatten())
    });
    let of_rows = rows(filing).map(|row| &row.name);
    own.chain(of_projects).chain(of_rows).map(value)
}

/// Returns every text of the filing.
fn texts(filing: &Filing) -> impl Iterator<Item = &str> {
    let of_rows = rows(filing).flat_map(|row| {
        let texts = [&row.target, &row.actual, &row.unit, &row.achieved_share, &row.standard];
        texts.into_iter().chain([&row.deviation_reason, &row.remedy]).flatten()
    });
    let objectives = filing.projects.iter().flat_map(|project| &project.objectives);
    let of_objectives = filing.evaluation.objectives.iter().chain(objectives).flat_map(|row| {
        let Objective { target, achievement, .. } = row;
        std::iter::once(target).chain(achievement)
    });
    let of_projects = filing.projects.iter().flat_map(|project| {
        let reasons = [&project.execution.deviation_reason, &project.execution.remedy];
        reasons.into_iter().chain([&project.not_evaluated_reason]).flatten()
    });
    let entries = filing.budget.adjustments.iter();
    let of_entries = entries.flat_map(|entry| [&entry.document, &entry.reason]).flatten();
    let income = filing.budget.income.iter().map(|line| &line.source);
    let disclosure = [&filing.disclosure.channel, &filing.disclosure.url].into_iter().flatten();
    let disclosure = disclosure.chain(&filing.disclosure.public_contacts);
    let placed = of_rows
        .chain(of_objectives)
        .chain(of_projects)
        .chain(of_entries)
        .chain(income)
        .chain(disclosure)
        .chain(filing.explanations.values())
        .map(value);
    let paragraphs = filing.narrative.places().into_iter().flat_map(|(_place, list)| list);
    let of_paragraphs = paragraphs.flat_map(|paragraph| {
        paragraph.heading.iter().chain([&paragraph.text]).map(|text| text.value.as_str())
    });
    names(filing).chain(placed).chain(of_paragraphs)
}

/// Returns every amount of the filing.
fn amounts(filing: &Filing) -> Vec<Amount> {
    let budget = &filing.budget;
    let mut amounts = Vec::new();
    let mut lines = vec![&budget.department, &budget.projects, &budget.basic, &budget.other];
    lines.extend(budget.income.iter().map(|line| &line.amounts));
    for project in &filing.projects {
        lines.push(&project.amounts);
        lines.extend(project.funding.iter().map(|line| &line.amounts));
    }
    for StatedAmounts { initial, adjusted, r#final } in lines {
        amounts.extend([initial, adjusted, r#final].into_iter().flatten().map(|a| a.value));
    }
    let prior = &budget.prior_year;
    let single = [&prior.department, &prior.projects, &budget.carryover_in, &budget.carryover_out];
    amounts.extend(single.into_iter().flatten().map(|amount| amount.value));
    amounts.extend(budget.adjustments.iter().map(|entry| entry.amount.value));
    amounts.extend(budget.project_expenditure_by_kind.iter().map(|(_, amount)| amount.value));
    amounts
}

fn value(words: &Spanned<String>) -> &str {
    &words.value
}
