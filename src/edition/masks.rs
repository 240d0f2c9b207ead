//! Masks: what stands in the public edition for personal data of the kinds that a form and a filing list.

use std::borrow::Cow;
use std::ops::Range;

use super::cut::{leaves, paragraph_leaves, row_leaves};
use super::names::people;
use super::{Names, Secret, SecretValue, WithheldItem, WithheldKind};
use crate::form::DisclosurePolicy;
use crate::model::{Filing, Indicator, NarrativeParagraph, Objective, WithholdingGround};
use crate::privacy::{self, PersonalDatum};
use crate::source::{PlacedText, Span, Spanned};

/// Returns the kinds of personal data that are masked: those that the form's `policy` and the filing
/// list.
pub fn masked_kinds(filing: &Filing, policy: &DisclosurePolicy) -> Vec<PersonalDatum> {
    let listed = filing.disclosure.mask.iter().map(|kind| kind.value);
    policy.mask.iter().copied().chain(listed).collect()
}

/// Returns `filing` with the personal data of the masked kinds masked, in every text that its public
/// edition prints.
///
/// The name of the department stays, which files are called by; so does a text that leaves anyway.
pub fn masked<'a>(filing: &'a Filing, policy: &DisclosurePolicy, names: &Names) -> Cow<'a, Filing> {
    masked_with_items(filing, policy, names).0
}

/// Returns the same, and what the masks hide.
pub(super) fn masked_with_items<'a>(
    filing: &'a Filing,
    policy: &DisclosurePolicy,
    names: &Names,
) -> (Cow<'a, Filing>, Vec<WithheldItem>) {
    let kinds = masked_kinds(filing, policy);
    if kinds.is_empty() {
        return (Cow::Borrowed(filing), Vec::new());
    }
    let mut masking = Masking {
        kinds,
        people: people(filing),
        unmasked: Names::unmasked(filing),
        names,
        items: Vec::new(),
    };
    let mut public = filing.clone();
    masking.filing(&mut public);
    (Cow::Owned(public), masking.items)
}

/// The masking of a filing.
struct Masking<'a> {
    kinds: Vec<PersonalDatum>,
    people: privacy::Names,
    /// The names that no mask hides: a text with one of them leaves whole.
    unmasked: Names,
    names: &'a Names,
    items: Vec<WithheldItem>,
}

impl Masking<'_> {
    fn filing(&mut self, filing: &mut Filing) {
        self.field("department.finance_authority", filing.department.finance_authority.as_mut());
        self.fields("department.subordinate_units", &mut filing.department.subordinate_units);
        let evaluation = &mut filing.evaluation;
        self.field("evaluation.lead_office", evaluation.lead_office.as_mut());
        self.field("evaluation.basis_document", evaluation.basis_document.as_mut());
        self.objectives("evaluation.objectives", &mut evaluation.objectives);
        self.indicators("evaluation.indicators", &mut evaluation.indicators);
        self.field("disclosure.channel", filing.disclosure.channel.as_mut());
        for (number, line) in (1..).zip(&mut filing.budget.income) {
            self.field(&format!("budget.income[{number}].source"), Some(&mut line.source));
        }
        for (number, entry) in (1..).zip(&mut filing.budget.adjustments) {
            let path = format!("budget.adjustments[{number}]");
            self.field(&format!("{path}.document"), entry.document.as_mut());
            self.field(&format!("{path}.reason"), entry.reason.as_mut());
        }
        for (name, words) in &mut filing.explanations {
            self.field(&format!("explanations.{name}"), Some(words));
        }
        let public = filing.projects.iter_mut().filter(|project| project.withholding.is_none());
        for project in public {
            let path = format!("projects[{}]", project.id.value);
            self.field(&format!("{path}.name"), Some(&mut project.name));
            for (key, field) in [
                ("unit", &mut project.unit),
                ("implementing_unit", &mut project.implementing_unit),
                ("group", &mut project.group),
                ("not_evaluated_reason", &mut project.not_evaluated_reason),
                ("execution.deviation_reason", &mut project.execution.deviation_reason),
                ("execution.remedy", &mut project.execution.remedy),
            ] {
                self.field(&format!("{path}.{key}"), field.as_mut());
            }
            self.objectives(&format!("{path}.objectives"), &mut project.objectives);
            self.indicators(&format!("{path}.indicators"), &mut project.indicators);
        }
        let places = filing.narrative.places().map(|(place, _)| place);
        for (place, paragraphs) in places.into_iter().zip(filing.narrative.places_mut()) {
            for (number, paragraph) in (1..).zip(paragraphs) {
                self.paragraph(&format!("narrative.{place}[{number}]"), paragraph);
            }
        }
    }

    fn paragraph(&mut self, path: &str, paragraph: &mut NarrativeParagraph) {
        if paragraph_leaves(paragraph, &self.unmasked) {
            return;
        }
        let (before, items) = (paragraph.clone(), self.items.len());
        for words in paragraph.heading.iter_mut().chain([&mut paragraph.text]) {
            self.words(path, words);
        }
        if paragraph_leaves(paragraph, self.names) {
            *paragraph = before;
            self.items.truncate(items);
        }
    }

    fn objectives(&mut self, path: &str, rows: &mut [Objective]) {
        for (number, row) in (1..).zip(rows) {
            if leaves(row, &self.unmasked) {
                continue;
            }
            let (path, before, items) =
                (format!("{path}[{number}]"), row.clone(), self.items.len());
            self.field(&path, Some(&mut row.target));
            self.field(&path, row.achievement.as_mut());
            if leaves(row, self.names) {
                *row = before;
                self.items.truncate(items);
            }
        }
    }

    fn indicators(&mut self, path: &str, rows: &mut [Indicator]) {
        for (number, row) in (1..).zip(rows) {
            if row_leaves(row, &self.unmasked) {
                continue;
            }
            let (path, before, items) =
                (format!("{path}[{number}]"), row.clone(), self.items.len());
            self.field(&path, Some(&mut row.name));
            for field in [
                &mut row.target,
                &mut row.actual,
                &mut row.standard,
                &mut row.deviation_reason,
                &mut row.remedy,
            ] {
                self.field(&path, field.as_mut());
            }
            if row_leaves(row, self.names) {
                *row = before;
                self.items.truncate(items);
            }
        }
    }

    fn fields(&mut self, path: &str, fields: &mut [Spanned<String>]) {
        for (number, field) in (1..).zip(fields) {
            self.field(&format!("{path}[{number}]"), Some(field));
        }
    }

    fn field(&mut self, path: &str, field: Option<&mut Spanned<String>>) {
        let Some(field) = field else { return };
        let edits = self.edits(&field.value);
        if edits.is_empty() {
            return;
        }
        let secrets =
            edits.iter().map(|(range, _)| secret(&field.value[range.clone()], field.span));
        let secrets = secrets.collect();
        let mut words = PlacedText::plain(field.value.as_str(), field.span);
        words.replace(&edits);
        field.value = words.value;
        self.hide(path, field.span, secrets);
    }

    fn words(&mut self, path: &str, words: &mut PlacedText) {
        let edits = self.edits(&words.value);
        if edits.is_empty() {
            return;
        }
        let secrets = edits
            .iter()
            .map(|(range, _)| secret(&words.value[range.clone()], words.span_of(range.clone())));
        let secrets = secrets.collect();
        words.replace(&edits);
        self.hide(path, words.span, secrets);
    }

    /// Returns what is masked in a text, and what stands there instead; nothing in one that leaves.
    fn edits(&self, text: &str) -> Vec<(Range<usize>, String)> {
        if self.unmasked.found_in(text).is_some() {
            return Vec::new();
        }
        let quotes = quotes(text);
        let is_quoted = |range: &Range<usize>| {
            let next = quotes.partition_point(|quote| quote.end <= range.start);
            quotes.get(next).is_some_and(|quote| quote.start < range.end)
        };
        let found = privacy::detect(text, &self.people).into_iter();
        found
            .filter(|found| self.kinds.contains(&found.kind) && !is_quoted(&found.range))
            .map(|found| {
                let masked = privacy::mask(found.kind, &text[found.range.clone()]);
                (found.range, masked)
            })
            .collect()
    }

    fn hide(&mut self, path: &str, span: Span, secrets: Vec<Secret>) {
        let ground = Some(Spanned { value: WithholdingGround::PersonalPrivacy, span });
        let (kind, label) = (WithheldKind::Person, path.to_owned());
        self.items.push(WithheldItem { span, kind, label, ground, secrets });
    }
}

/// Returns where a text quotes figures: from `{{` to `}}`, in order.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut position = 0;
    while let Some(start) = text[position..].find("{{").map(|at| position + at) {
        let Some(length) = text[start..].find("}}") else { break };
        position = start + length + "}}".len();
        quotes.push(start..position);
    }
    quotes
}

fn secret(text: &str, span: Span) -> Secret {
    Secret { span, value: SecretValue::Text(text.to_owned()), beside: Vec::new() }
}
