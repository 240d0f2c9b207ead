//! The names that tell of what is withheld, looked for in texts.

use std::borrow::Cow;

use crate::form::Phrases;
use crate::model::{Filing, NarrativeParagraph, WithholdingGround};
use crate::privacy;
use crate::source::Span;

/// The shortest name that is looked for, in characters: shorter ones are ordinary words.
const SHORTEST: usize = 2;

/// The names and quotations that tell of withheld projects, and of persons who are never published.
///
/// A name is found whatever its width and the spaces in it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    telling: Phrases,
    /// What each telling phrase tells of.
    told: Vec<Told>,
    /// Names of published projects that have a telling one in them.
    longer: Phrases,
}

/// What a name tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where the filing says the name.
    pub span: Span,
    /// On which ground it is withheld.
    pub ground: Option<WithholdingGround>,
    /// Whose name it is.
    pub whose: Whose,
}

/// Whose a telling name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A withheld project's.
    Project,
    /// A third person's, as `disclosure.names` lists them.
    ThirdPerson,
    /// An officer's, under `people`.
    Officer,
    /// The telephone of an officer.
    OfficerPhone,
}

impl Names {
    /// Returns the names that `filing` withholds; what it lists as public contacts is none.
    pub fn of(filing: &Filing) -> Self {
        let mut names = Gathered::unmasked(filing);
        let people = people(filing);
        for (key, person) in filing.everybody() {
            let whose = if key == "preparer_phone" { Whose::OfficerPhone } else { Whose::Officer };
            if !people.may_be_published(&person.value) {
                names.person(&person.value, person.span, whose);
            }
        }
        names.close(filing)
    }

    /// Returns the names that no mask hides: all but those under `people`.
    pub(super) fn unmasked(filing: &Filing) -> Self {
        Gathered::unmasked(filing).close(filing)
    }

    /// Returns what a name in `text` tells of; a name inside a longer one that is published tells
    /// nothing.
    pub fn found_in(&self, text: &str) -> Option<&Told> {
        if self.telling.is_empty() {
            return None;
        }
        let text = &*folded(text);
        let covers = |start: usize, end: usize| {
            self.longer.found_in(text).any(|(at, number)| {
                let length = self.longer.phrase(number).len();
                at <= start && at + length >= end && length > end - start
            })
        };
        self.telling.found_in(text).find_map(|(at, number)| {
            let end = at + self.telling.phrase(number).len();
            let told = self.told.get(number)?;
            (self.longer.is_empty() || !covers(at, end)).then_some(told)
        })
    }

    /// Returns what the names in `text` tell of, be they inside longer ones or not.
    pub fn contained_in(&self, text: &str) -> Vec<&Told> {
        let text = &*folded(text);
        self.telling.found_in(text).filter_map(|(_, number)| self.told.get(number)).collect()
    }

    /// Returns what a name in a paragraph's heading or text tells of, as [`Names::found_in`].
    pub fn found_in_paragraph(&self, paragraph: &NarrativeParagraph) -> Option<&Told> {
        let heading = paragraph.heading.as_ref();
        let heading = heading.and_then(|heading| self.found_in(&heading.value));
        heading.or_else(|| self.found_in(&paragraph.text.value))
    }
}

/// Returns the officers whose names are personal data, and the contacts that may be published.
pub fn people(filing: &Filing) -> privacy::Names {
    let officers = filing.everybody().filter(|(key, _)| *key != "preparer_phone");
    let contacts = filing.disclosure.public_contacts.iter().map(|contact| contact.value.as_str());
    privacy::Names::new(officers.map(|(_, person)| person.value.as_str())).sparing(contacts)
}

/// The names while they are gathered.
#[derive(Default)]
struct Gathered {
    texts: Vec<String>,
    told: Vec<Told>,
}

impl Gathered {
    fn unmasked(filing: &Filing) -> Self {
        let mut names = Self::default();
        for project in &filing.projects {
            let Some(withholding) = &project.withholding else { continue };
            let ground = withholding.ground.as_ref().map(|ground| ground.value);
            let told = Told { span: project.name.span, ground, whose: Whose::Project };
            names.add(&project.name.value, told.clone());
            if let Some(code) = &project.code {
                names.add(&code.value, Told { span: code.span, ..told.clone() });
            }
            names.add(&format!("figures.project.{}.", project.id.value), told);
        }
        for name in &filing.disclosure.names {
            names.person(&name.value, name.span, Whose::ThirdPerson);
        }
        names
    }

    fn person(&mut self, name: &str, span: Span, whose: Whose) {
        let ground = Some(WithholdingGround::PersonalPrivacy);
        self.add(name, Told { span, ground, whose });
    }

    fn add(&mut self, text: &str, told: Told) {
        let text = folded(text);
        if text.chars().count() >= SHORTEST {
            self.texts.push(text.into_owned());
            self.told.push(told);
        }
    }

    fn close(self, filing: &Filing) -> Names {
        let telling = Phrases::new(self.texts);
        let published = filing.projects.iter().filter(|project| project.withholding.is_none());
        let longer = published.map(|project| folded(&project.name.value));
        let longer = longer.filter(|name| telling.are_in(name)).map(Cow::into_owned);
        let longer = Phrases::new(longer.collect());
        Names { telling, told: self.told, longer }
    }
}

/// Returns a text without white space and invisible characters, full-width letters made narrow.
fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| alike(character) == Some(character)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(alike).collect())
}

/// Returns what a character is read as; `None` for one that shows nothing.
fn alike(character: char) -> Option<char> {
    match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xff01 + 0x21),
        _ if character.is_whitespace() => None,
        _ => Some(character),
    }
}
