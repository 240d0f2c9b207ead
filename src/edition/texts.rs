//! The texts of a filing that its public edition prints, in the order of the filing.

use std::collections::BTreeSet;

use super::Names;
use super::cut::{leaves, paragraph_leaves, row_leaves};
use crate::model::{Filing, Indicator, Objective};
use crate::source::{PlacedText, Spanned};

/// A text that the public edition prints.
#[derive(Clone, Copy, Debug)]
pub struct PublicText<'a> {
    /// The text with its place.
    pub words: Words<'a>,
    /// What it is to the form.
    pub role: TextRole,
}

/// The words of a text: those of the narrative know where each character stands.
#[derive(Clone, Copy, Debug)]
pub enum Words<'a> {
    /// A field.
    Field(&'a Spanned<String>),
    /// A paragraph of the narrative, or its heading.
    Narrative(&'a PlacedText),
}

/// What a text is to the form, which tells whether a cut can take it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The name of a project, which stands in every edition as filed.
    ProjectName,
    /// Another text that the form cannot do without.
    Fixed,
    /// The address of a web page, whose numbers are nobody's; the form cannot do without it either.
    Link,
    /// A text that leaves when it names what is withheld.
    Removable,
}

impl<'a> Words<'a> {
    /// Returns the text.
    pub fn text(self) -> &'a str {
        match self {
            Self::Field(field) => &field.value,
            Self::Narrative(words) => &words.value,
        }
    }
}

/// Returns the texts that the public edition of `filing` prints, whose withheld names are `names`.
pub fn public_texts<'a>(filing: &'a Filing, names: &'a Names) -> Vec<PublicText<'a>> {
    let mut texts = Texts { names, texts: Vec::new() };
    let department = &filing.department;
    texts.fixed(Some(&department.name));
    texts.fixed(department.finance_authority.as_ref());
    for unit in &department.subordinate_units {
        texts.fixed(Some(unit));
    }
    let evaluation = &filing.evaluation;
    texts.fixed(evaluation.lead_office.as_ref());
    texts.fixed(evaluation.basis_document.as_ref());
    texts.objectives(&evaluation.objectives);
    texts.indicators(&evaluation.indicators);
    texts.fixed(filing.disclosure.channel.as_ref());
    texts.add(filing.disclosure.url.as_ref(), TextRole::Link);
    texts.money(filing);
    for project in filing.projects.iter().filter(|project| project.withholding.is_none()) {
        texts.add(Some(&project.name), TextRole::ProjectName);
        texts.fixed(project.unit.as_ref());
        texts.removable(project.implementing_unit.as_ref());
        texts.removable(project.group.as_ref());
        texts.removable(project.not_evaluated_reason.as_ref());
        texts.objectives(&project.objectives);
        texts.indicators(&project.indicators);
        texts.removable(project.execution.deviation_reason.as_ref());
        texts.removable(project.execution.remedy.as_ref());
    }
    for (_place, paragraphs) in filing.narrative.places() {
        let stay = paragraphs.iter().filter(|paragraph| !paragraph_leaves(paragraph, names));
        for words in stay.flat_map(|paragraph| paragraph.heading.iter().chain([&paragraph.text])) {
            let words = Words::Narrative(words);
            texts.texts.push(PublicText { words, role: TextRole::Removable });
        }
    }
    texts.texts
}

/// The texts while they are gathered.
struct Texts<'a> {
    names: &'a Names,
    texts: Vec<PublicText<'a>>,
}

impl<'a> Texts<'a> {
    fn add(&mut self, field: Option<&'a Spanned<String>>, role: TextRole) {
        let Some(field) = field else { return };
        if role != TextRole::Removable || self.names.found_in(&field.value).is_none() {
            self.texts.push(PublicText { words: Words::Field(field), role });
        }
    }

    fn fixed(&mut self, field: Option<&'a Spanned<String>>) {
        self.add(field, TextRole::Fixed);
    }

    fn removable(&mut self, field: Option<&'a Spanned<String>>) {
        self.add(field, TextRole::Removable);
    }

    /// Income and explanations leave when a project is withheld, and its entries of the ledger.
    fn money(&mut self, filing: &'a Filing) {
        let withheld = filing.projects.iter().filter(|project| project.withholding.is_some());
        let withheld: BTreeSet<&str> = withheld.map(|project| project.id.value.as_str()).collect();
        if withheld.is_empty() {
            for line in &filing.budget.income {
                self.fixed(Some(&line.source));
            }
            for words in filing.explanations.values() {
                self.removable(Some(words));
            }
        }
        for entry in &filing.budget.adjustments {
            if !entry.project.as_ref().is_some_and(|id| withheld.contains(id.value.as_str())) {
                self.removable(entry.document.as_ref());
                self.removable(entry.reason.as_ref());
            }
        }
    }

    fn objectives(&mut self, rows: &'a [Objective]) {
        for row in rows.iter().filter(|row| !leaves(row, self.names)) {
            self.removable(Some(&row.target));
            self.removable(row.achievement.as_ref());
        }
    }

    fn indicators(&mut self, rows: &'a [Indicator]) {
        for row in rows.iter().filter(|row| !row_leaves(row, self.names)) {
            self.removable(Some(&row.name));
            self.removable(row.target.as_ref());
            self.removable(row.actual.as_ref());
            self.fixed(row.unit.as_ref());
            self.removable(row.standard.as_ref());
            self.removable(row.deviation_reason.as_ref());
            self.removable(row.remedy.as_ref());
        }
    }
}
