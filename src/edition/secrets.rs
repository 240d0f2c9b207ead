//! Makes the sealed list of what the public edition leaves out, with the values in it.

use std::collections::BTreeSet;

use super::cut::{leaves, paragraph_leaves, row_leaves};
use super::names::people;
use super::{
    Known, KnownProject, Names, Secret, SecretValue, Withheld, WithheldItem, WithheldKind,
};
use crate::form::Totals;
use crate::model::{
    Adjustment, Audience, Filing, Indicator, NarrativeParagraph, Objective, Project, StatedAmounts,
    Withholding, WithholdingGround,
};
use crate::quantity::Amount;
use crate::source::{PlacedText, Span, Spanned};

/// The shortest sentence that counts by itself, in characters: shorter ones are set phrases.
const SHORTEST_SENTENCE: usize = 8;

/// The list while it is made.
pub(super) struct Sealing<'a> {
    names: &'a Names,
    items: Vec<WithheldItem>,
}

impl<'a> Sealing<'a> {
    /// Lists what `filing` withholds, besides the `hidden` that masks stand for.
    pub(super) fn of(
        filing: &Filing,
        known: &Known,
        names: &'a Names,
        hidden: Vec<WithheldItem>,
    ) -> Self {
        let mut sealing = Self { names, items: hidden };
        for (project, known) in filing.projects.iter().zip(&known.projects) {
            if let Some(withholding) = &project.withholding {
                sealing.project(filing, project, withholding, known);
            } else {
                let path = format!("projects[{}]", project.id.value);
                sealing.indicators(&format!("{path}.indicators"), &project.indicators);
                sealing.objectives(&format!("{path}.objectives"), &project.objectives);
            }
        }
        sealing.adjustments(filing);
        sealing.indicators("evaluation.indicators", &filing.evaluation.indicators);
        sealing.objectives("evaluation.objectives", &filing.evaluation.objectives);
        for (place, paragraphs) in filing.narrative.places() {
            for (number, paragraph) in (1..).zip(paragraphs) {
                if paragraph_leaves(paragraph, names) {
                    sealing.paragraph(format!("narrative.{place}[{number}]"), paragraph);
                }
            }
        }
        let privacy = WithholdingGround::PersonalPrivacy;
        let contacts = people(filing);
        let people = filing.everybody();
        let people = people.filter(|(_, person)| !contacts.may_be_published(&person.value));
        let people = people.map(|(key, value)| (format!("people.{key}"), value));
        let listed = (1..).zip(&filing.disclosure.names);
        let listed = listed.map(|(number, name)| (format!("disclosure.names[{number}]"), name));
        for (label, value) in people.chain(listed) {
            let ground = Some(Spanned { value: privacy, span: value.span });
            sealing.add(value.span, WithheldKind::Person, label, ground, vec![text(value, &[])]);
        }
        if filing.projects.iter().any(|project| project.withholding.is_some()) {
            for (name, words) in &filing.explanations {
                let label = format!("explanations.{name}");
                let secrets = sentences(&PlacedText::plain(words.value.as_str(), words.span));
                sealing.add(words.span, WithheldKind::Statement, label, None, secrets);
            }
        }
        sealing
    }

    /// Adds the amounts of the whole, from which and the published ones what is withheld would
    /// follow; none where they are published.
    pub(super) fn totals(mut self, filing: &Filing, known: &Known, totals: Totals) -> Self {
        let projects = filing.projects.iter().zip(&known.projects);
        let withheld: Vec<_> =
            projects.filter(|(project, _)| project.withholding.is_some()).collect();
        if totals == Totals::Full || withheld.is_empty() {
            return self;
        }
        for (label, amounts, stated) in [
            ("budget.department", known.department, &filing.budget.department),
            ("budget.projects", known.expenditure, &filing.budget.projects),
        ] {
            let mut secrets = Vec::new();
            for (number, (amount, stated)) in amounts.into_iter().zip(lines(stated)).enumerate() {
                let Some(value) = amount else { continue };
                // An amount that no withheld project has a part in is published.
                let parts = withheld.iter().map(|(_, known)| known.amounts.get(number).copied());
                if parts.flatten().any(|part| part.is_none_or(|part| !part.is_zero())) {
                    let span = stated.map_or(filing.fiscal_year.span, |amount| amount.span);
                    secrets.push(Secret {
                        span,
                        value: SecretValue::Amount(value),
                        beside: Vec::new(),
                    });
                }
            }
            let span = secrets.first().map_or(filing.fiscal_year.span, |secret| secret.span);
            self.add(span, WithheldKind::Statement, label.to_owned(), None, secrets);
        }
        self
    }

    /// Returns the list in the order of the filing.
    pub(super) fn list(self) -> Withheld {
        let mut items = self.items;
        items.sort_by_key(|item| item.span);
        Withheld { items }
    }

    /// Returns the list in the order of the filing, without values that `public` has too.
    pub(super) fn seal(mut self, public: &Filing) -> Withheld {
        let published = published(public);
        for item in &mut self.items {
            item.secrets.retain(|secret| match &secret.value {
                SecretValue::Text(text) => !published.contains(text.as_str()),
                SecretValue::Amount(amount) => !amount.is_zero(),
            });
        }
        self.list()
    }

    fn project(
        &mut self,
        filing: &Filing,
        project: &Project,
        withholding: &Withholding,
        known: &KnownProject,
    ) {
        let beside: Vec<String> =
            [Some(&project.name), project.unit.as_ref()].into_iter().flatten().map(value).collect();
        let mut secrets = vec![text(&project.name, &[])];
        let told = [&project.code, &project.group, &project.implementing_unit];
        secrets.extend(told.into_iter().flatten().map(|words| text(words, &[])));
        for (known, stated) in known.amounts.into_iter().zip(lines(&project.amounts)) {
            let span = stated.map_or(project.span, |amount| amount.span);
            secrets.extend(known.map(|known| amount(known, span, &beside)));
        }
        if let [Some(initial), Some(adjusted), _] = known.amounts {
            let change = adjusted.checked_sub(initial);
            secrets.extend(change.map(|change| amount(change.abs(), project.span, &beside)));
        }
        for line in &project.funding {
            let amounts = lines(&line.amounts).into_iter().flatten();
            secrets.extend(amounts.map(|stated| amount(stated.value, stated.span, &beside)));
        }
        for row in &project.indicators {
            secrets.extend(row_secrets(row));
        }
        for row in &project.objectives {
            secrets.extend(objective_secrets(row));
        }
        let execution = &project.execution;
        let reasons = [&execution.deviation_reason, &execution.remedy];
        let words = reasons.into_iter().chain([&project.not_evaluated_reason]).flatten();
        secrets.extend(words.map(|words| text(words, &[])));
        let label = value(&project.name);
        let ground = withholding.ground.clone();
        self.add(withholding.span, WithheldKind::Project, label, ground.clone(), secrets);
        let own =
            filing.budget.adjustments.iter().filter(|entry| {
                entry.project.as_ref().is_some_and(|id| id.value == project.id.value)
            });
        for entry in own {
            let label = format!("{}的调整", project.name.value);
            let secrets = entry_secrets(entry, &beside);
            self.add(entry.span, WithheldKind::Adjustment, label, ground.clone(), secrets);
        }
    }

    /// The documents and reasons of published entries that name what is withheld.
    fn adjustments(&mut self, filing: &Filing) {
        for (number, entry) in (1..).zip(&filing.budget.adjustments) {
            for words in [&entry.document, &entry.reason].into_iter().flatten() {
                if self.names.found_in(&words.value).is_some() {
                    let label = format!("budget.adjustments[{number}]");
                    let secrets = vec![text(words, &[])];
                    self.add(words.span, WithheldKind::Statement, label, None, secrets);
                }
            }
        }
    }

    fn indicators(&mut self, path: &str, rows: &[Indicator]) {
        for (number, row) in (1..).zip(rows) {
            if row_leaves(row, self.names) {
                let (span, ground) = said(row.withholding.as_ref(), row.span);
                let secrets = row_secrets(row);
                self.add(span, WithheldKind::FormRow, format!("{path}[{number}]"), ground, secrets);
            }
        }
    }

    fn objectives(&mut self, path: &str, rows: &[Objective]) {
        for (number, row) in (1..).zip(rows) {
            if leaves(row, self.names) {
                let (span, ground) = said(row.withholding.as_ref(), row.span);
                let secrets = objective_secrets(row);
                self.add(span, WithheldKind::FormRow, format!("{path}[{number}]"), ground, secrets);
            }
        }
    }

    fn paragraph(&mut self, label: String, paragraph: &NarrativeParagraph) {
        let internal = paragraph.audience == Audience::Internal;
        let span = paragraph.text.span;
        let ground = paragraph.ground.clone().or_else(|| {
            let told = self.names.found_in_paragraph(paragraph).filter(|_| !internal)?;
            told.ground.map(|value| Spanned { value, span })
        });
        let texts = paragraph.heading.iter().chain([&paragraph.text]);
        let secrets = texts.flat_map(sentences).collect();
        self.add(span, WithheldKind::Paragraph, label, ground, secrets);
    }

    fn add(
        &mut self,
        span: Span,
        kind: WithheldKind,
        label: String,
        ground: Option<Spanned<WithholdingGround>>,
        secrets: Vec<Secret>,
    ) {
        self.items.push(WithheldItem { span, kind, label, ground, secrets });
    }
}

/// Returns the texts of the public filing that may stand in a withheld part of it as well: document
/// numbers, reasons, units, sentences.
fn published(public: &Filing) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for entry in &public.budget.adjustments {
        texts.extend([&entry.document, &entry.reason].into_iter().flatten().map(value));
    }
    let mut rows: Vec<&Indicator> = public.evaluation.indicators.iter().collect();
    texts.insert(value(&public.department.name));
    texts.extend(public.department.subordinate_units.iter().map(value));
    for project in &public.projects {
        let units = [&project.unit, &project.group, &project.implementing_unit];
        texts.extend(units.into_iter().flatten().map(value));
        let words = [&project.execution.deviation_reason, &project.execution.remedy];
        let words = words.into_iter().chain([&project.not_evaluated_reason]).flatten();
        texts.extend(words.map(value));
        texts.insert(value(&project.name));
        rows.extend(&project.indicators);
    }
    for row in rows {
        let words = [&row.target, &row.actual, &row.standard, &row.deviation_reason, &row.remedy];
        texts.extend(words.into_iter().flatten().chain([&row.name]).map(value));
    }
    for (_place, paragraphs) in public.narrative.places() {
        for paragraph in paragraphs {
            let parts = paragraph.heading.iter().chain([&paragraph.text]);
            for sentence in parts.flat_map(sentences) {
                if let SecretValue::Text(text) = sentence.value {
                    texts.insert(text);
                }
            }
        }
    }
    texts
}

/// Returns the sentences of `words`, without quoted figures.
fn sentences(words: &PlacedText) -> Vec<Secret> {
    let text = &words.value;
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut take = |start: usize, end: usize| {
        let sentence = text.get(start..end).unwrap_or_default();
        let trimmed = sentence.trim();
        if trimmed.chars().count() >= SHORTEST_SENTENCE {
            sentences.push(Secret {
                span: words.span_of(start..end),
                value: SecretValue::Text(trimmed.to_owned()),
                beside: Vec::new(),
            });
        }
    };
    let mut position = 0;
    while let Some(character) = text.get(position..).and_then(|rest| rest.chars().next()) {
        let quote = text[position..].starts_with("{{").then(|| text[position..].find("}}"));
        if let Some(Some(length)) = quote {
            take(start, position);
            position += length + "}}".len();
            start = position;
            continue;
        }
        let end = position + character.len_utf8();
        if matches!(character, '。' | '；' | '！' | '？' | '\n') {
            take(start, position);
            start = end;
        }
        position = end;
    }
    take(start, text.len());
    sentences
}

/// Returns where a row says that it stays out, else where it stands, and on which ground.
fn said(
    withholding: Option<&Withholding>,
    row: Span,
) -> (Span, Option<Spanned<WithholdingGround>>) {
    let span = withholding.map_or(row, |found| found.span);
    (span, withholding.and_then(|found| found.ground.clone()))
}

fn objective_secrets(row: &Objective) -> Vec<Secret> {
    let words = [Some(&row.target), row.achievement.as_ref()].into_iter().flatten();
    words.map(|words| text(words, &[])).collect()
}

fn row_secrets(row: &Indicator) -> Vec<Secret> {
    let mut secrets = vec![text(&row.name, &[])];
    let beside = [value(&row.name)];
    let values = [&row.target, &row.actual].into_iter().flatten();
    secrets.extend(values.map(|words| text(words, &beside)));
    let words = [&row.standard, &row.deviation_reason, &row.remedy].into_iter().flatten();
    secrets.extend(words.map(|words| text(words, &[])));
    secrets
}

fn entry_secrets(entry: &Adjustment, beside: &[String]) -> Vec<Secret> {
    let mut secrets = vec![amount(entry.amount.value.abs(), entry.amount.span, beside)];
    let words = [&entry.document, &entry.reason].into_iter().flatten();
    secrets.extend(words.map(|words| text(words, &[])));
    secrets
}

fn text(words: &Spanned<String>, beside: &[String]) -> Secret {
    let value = SecretValue::Text(words.value.clone());
    Secret { span: words.span, value, beside: beside.to_vec() }
}

fn amount(value: Amount, span: Span, beside: &[String]) -> Secret {
    Secret { span, value: SecretValue::Amount(value), beside: beside.to_vec() }
}

fn value(words: &Spanned<String>) -> String {
    words.value.clone()
}

fn lines(amounts: &StatedAmounts) -> [Option<&Spanned<Amount>>; 3] {
    [amounts.initial.as_ref(), amounts.adjusted.as_ref(), amounts.r#final.as_ref()]
}
