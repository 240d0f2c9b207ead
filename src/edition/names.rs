//! The names that tell of what is withheld, looked for in texts.

use crate::form::Phrases;
use crate::model::{Filing, NarrativeParagraph, WithholdingGround};

/// The shortest name that is looked for, in characters: shorter ones are ordinary words.
const SHORTEST: usize = 2;

/// The names and quotations that tell of withheld projects, and of persons who are never published.
#[derive(Clone, Debug, Default)]
pub struct Names {
    telling: Phrases,
    /// The ground of each telling phrase.
    grounds: Vec<Option<WithholdingGround>>,
    /// Names of published projects that have a telling one in them.
    longer: Phrases,
}

impl Names {
    /// Returns the names that `filing` withholds.
    pub fn of(filing: &Filing) -> Self {
        let mut texts = Vec::new();
        let mut grounds = Vec::new();
        let mut add = |text: &str, ground| {
            if text.chars().count() >= SHORTEST {
                texts.push(text.to_owned());
                grounds.push(ground);
            }
        };
        for project in &filing.projects {
            let Some(withholding) = &project.withholding else { continue };
            let ground = withholding.ground.as_ref().map(|ground| ground.value);
            add(&project.name.value, ground);
            if let Some(code) = &project.code {
                add(&code.value, ground);
            }
            add(&format!("figures.project.{}.", project.id.value), ground);
        }
        let privacy = Some(WithholdingGround::PersonalPrivacy);
        for name in &filing.disclosure.names {
            add(&name.value, privacy);
        }
        for (_key, person) in filing.people.values() {
            add(&person.value, privacy);
        }
        let telling = Phrases::new(texts);
        let published = filing.projects.iter().filter(|project| project.withholding.is_none());
        let longer =
            published.map(|project| &project.name.value).filter(|name| telling.are_in(name));
        let longer = Phrases::new(longer.cloned().collect());
        Self { telling, grounds, longer }
    }

    /// Returns the name in `text` that tells of something withheld, and its ground; a name inside a
    /// longer one that is published tells nothing.
    pub fn found_in(&self, text: &str) -> Option<(&str, Option<WithholdingGround>)> {
        let covers = |start: usize, end: usize| {
            self.longer.found_in(text).any(|(at, number)| {
                let length = self.longer.phrase(number).len();
                at <= start && at + length >= end && length > end - start
            })
        };
        self.telling.found_in(text).find_map(|(at, number)| {
            let name = self.telling.phrase(number);
            let ground = self.grounds.get(number).copied().flatten();
            (self.longer.is_empty() || !covers(at, at + name.len())).then_some((name, ground))
        })
    }

    /// Returns the name in a paragraph's heading or text, as [`Names::found_in`].
    pub fn found_in_paragraph(
        &self,
        paragraph: &NarrativeParagraph,
    ) -> Option<(&str, Option<WithholdingGround>)> {
        let heading = paragraph.heading.as_ref();
        let heading = heading.and_then(|heading| self.found_in(&heading.value));
        heading.or_else(|| self.found_in(&paragraph.text.value))
    }
}
