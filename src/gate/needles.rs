//! What is searched for: every withheld value in its written forms, without those that are public.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::amounts::{self, WrittenUnit};
use super::fold::Folded;
use super::public::Allowed;
use crate::edition::{Secret, SecretValue, Withheld, WithheldItem, WithheldKind};
use crate::source::Span;

/// The shortest name that is searched for, in characters: one character is an ordinary word.
const SHORTEST_NAME: usize = 2;
/// The shortest text that is no name, and the shortest name of letters and digits.
const SHORTEST_TEXT: usize = 4;
/// The shortest sentence or clause: shorter ones are set phrases.
const SHORTEST_CLAUSE: usize = 8;
/// The fewest digits of a number that identifies somebody or something: a telephone, an account.
const FEWEST_DIGITS: usize = 7;
/// The fewest digits that no setting of a format has.
const FEWEST_TELLING_DIGITS: usize = 9;

/// A withheld value.
pub(super) struct Value {
    /// Where it stands in the filing.
    pub(super) span: Span,
    /// What it is part of.
    pub(super) kind: WithheldKind,
    /// The texts, by number, beside which its short forms count.
    pub(super) beside: Vec<usize>,
}

/// A form in which a withheld value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The value's number.
    pub(super) value: usize,
    /// Where the form counts.
    pub(super) reach: Reach,
    /// Whether it is a name, which nothing but the filing itself can make public.
    is_name: bool,
}

/// Where a form counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// In words, beside what the value belongs to: by itself it could be anybody's.
    Beside,
    /// In words.
    Words,
    /// In words and in settings.
    Settings,
    /// Everywhere.
    Everywhere,
}

/// A text that is looked for.
#[derive(Default)]
pub(super) struct Text {
    /// The values that it is a form of.
    pub(super) forms: Vec<Form>,
    /// Whether it is a name of the public filing.
    pub(super) is_public_name: bool,
    /// Whether it is a number in Chinese numerals.
    pub(super) is_numeral: bool,
}

/// Everything that is searched for, ready to be searched for.
pub(super) struct Needles {
    pub(super) values: Vec<Value>,
    pub(super) texts: Vec<Text>,
    /// The texts, by their numbers.
    pub(super) automaton: Option<AhoCorasick>,
    /// Numbers as [`amounts::normal`] writes them.
    pub(super) numbers: BTreeMap<String, Vec<Form>>,
    /// Long numbers that are no amounts, without what parts their digits.
    pub(super) digits: BTreeMap<String, Vec<Form>>,
    /// The values of which a form is public.
    pub(super) exempt: BTreeSet<usize>,
}

impl Needles {
    /// Returns what is searched for: what is `withheld`, without what is `allowed`.
    pub(super) fn of(withheld: &Withheld, allowed: &Allowed) -> Self {
        let mut list = List::default();
        for item in &withheld.items {
            for secret in &item.secrets {
                list.add(item, secret);
            }
        }
        for name in allowed.names.iter().filter(|name| !name.is_empty()) {
            list.text(name.clone()).is_public_name = true;
        }
        let List { values, texts, numbers, digits } = list;
        let (patterns, texts): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        let mut needles =
            Self { values, texts, automaton: None, numbers, digits, exempt: BTreeSet::new() };
        needles.resolve(withheld, &patterns);
        // What cannot be built is too large to be a filing; then no file is proved clean.
        needles.automaton = AhoCorasick::new(&patterns).ok();
        needles.exempt_numbers(allowed, &patterns);
        needles.exempt_texts(allowed);
        needles
    }

    /// Returns whether there is anything that cannot be searched for.
    pub(super) fn is_broken(&self) -> bool {
        self.automaton.is_none()
    }

    /// Gives each value the numbers of the texts beside which it counts.
    fn resolve(&mut self, withheld: &Withheld, patterns: &[String]) {
        let secrets = withheld.items.iter().flat_map(|item| &item.secrets);
        for (value, secret) in self.values.iter_mut().zip(secrets) {
            let names = secret.beside.iter().map(|name| Folded::of(name).text);
            value.beside = names.filter_map(|name| patterns.binary_search(&name).ok()).collect();
        }
    }

    /// Takes out the numbers that the public edition prints by right.
    fn exempt_numbers(&mut self, allowed: &Allowed, patterns: &[String]) {
        let exempt = &mut self.exempt;
        let mut pass = |forms: &mut Vec<Form>| {
            let telling = forms.drain(..).filter(|form| form.reach != Reach::Beside);
            exempt.extend(telling.map(|form| form.value));
        };
        for (number, forms) in &mut self.numbers {
            if allowed.numbers.contains(number) {
                pass(forms);
            }
        }
        for (pattern, text) in patterns.iter().zip(&mut self.texts) {
            if text.is_numeral && allowed.numerals.contains(pattern) {
                pass(&mut text.forms);
            }
        }
    }

    /// Takes out the texts that stand in the public filing, and those but names that stand in the
    /// fixed words.
    fn exempt_texts(&mut self, allowed: &Allowed) {
        let public = self.standing_in(&allowed.texts);
        let fixed = self.standing_in(&allowed.wording);
        let long = self.digits_in(&allowed.texts);
        for (number, text) in self.texts.iter_mut().enumerate() {
            let is_amount = text.is_numeral;
            let (is_public, is_fixed) = (public.contains(&number), fixed.contains(&number));
            let exempt = &mut self.exempt;
            text.forms.retain(|form| {
                let passes = !is_amount && (is_public || (is_fixed && !form.is_name));
                if passes && form.reach != Reach::Beside {
                    exempt.insert(form.value);
                }
                !passes
            });
        }
        for value in &mut self.values {
            // What everybody is told stands beside everything.
            value.beside.retain(|text| !public.contains(text) && !fixed.contains(text));
        }
        for (digits, forms) in &mut self.digits {
            if long.contains(digits) {
                self.exempt.extend(forms.drain(..).map(|form| form.value));
            }
        }
    }
}

/// The forms while they are gathered.
#[derive(Default)]
struct List {
    values: Vec<Value>,
    texts: BTreeMap<String, Text>,
    numbers: BTreeMap<String, Vec<Form>>,
    digits: BTreeMap<String, Vec<Form>>,
}

impl List {
    fn add(&mut self, item: &WithheldItem, secret: &Secret) {
        let value = self.values.len();
        let Secret { span, value: written, beside } = secret;
        self.values.push(Value { span: *span, kind: item.kind, beside: Vec::new() });
        for name in beside {
            let name = Folded::of(name).text;
            // A name of one character would be beside everything.
            if name.chars().count() >= SHORTEST_NAME {
                self.text(name);
            }
        }
        match written {
            SecretValue::Amount(amount) => {
                for ((unit, text), is_short) in amounts::forms(*amount) {
                    let is_short = is_short || is_year(&text);
                    let reach = if is_short { Reach::Beside } else { Reach::Words };
                    let form = Form { value, reach, is_name: false };
                    if unit == WrittenUnit::Numerals {
                        let reach = if is_short { Reach::Beside } else { Reach::Settings };
                        let text = self.text(text);
                        text.is_numeral = true;
                        text.forms.push(Form { reach, ..form });
                    } else {
                        self.numbers.entry(text).or_default().push(form);
                    }
                }
            }
            SecretValue::Text(text) => self.words(value, item, text, !beside.is_empty()),
        }
    }

    /// Adds a text: a long number by its digits, a name whole, anything else whole and by clauses.
    fn words(&mut self, value: usize, item: &WithheldItem, text: &str, is_beside: bool) {
        let folded = Folded::of(text).text;
        if let Some(digits) = digits_of(&folded).filter(|digits| digits.len() >= FEWEST_DIGITS) {
            let telling = digits.len() >= FEWEST_TELLING_DIGITS;
            let reach = if telling { Reach::Everywhere } else { Reach::Words };
            let form = Form { value, reach, is_name: true };
            self.digits.entry(digits).or_default().push(form);
            return;
        }
        let length = folded.chars().count();
        let is_latin = folded.is_ascii();
        let is_name = match item.kind {
            WithheldKind::Person => true,
            WithheldKind::Project => item.label == text || (is_latin && !is_beside),
            _ => false,
        };
        let is_number = folded.bytes().all(|byte| byte.is_ascii_digit() || b".,%".contains(&byte));
        let shortest = match (is_name && !is_latin, is_beside) {
            (true, _) => SHORTEST_NAME,
            (false, false) => SHORTEST_TEXT,
            // A value of an indicator: 95%以上, 按期完成.
            (false, true) => SHORTEST_CLAUSE,
        };
        let reach = match length {
            0 => return,
            _ if length < shortest && is_beside => Reach::Beside,
            _ if length < shortest || is_year(&folded) => return,
            _ if is_number => Reach::Words,
            _ if is_name || length >= SHORTEST_CLAUSE => Reach::Everywhere,
            _ => Reach::Settings,
        };
        self.text(folded).forms.push(Form { value, reach, is_name });
        if is_name {
            return;
        }
        let clauses = text.split(|mark| "，；：。！？、,;:!?\n".contains(mark));
        for clause in clauses.map(|clause| Folded::of(clause).text) {
            if clause.chars().count() >= SHORTEST_CLAUSE && !is_beside {
                let form = Form { value, reach: Reach::Everywhere, is_name };
                self.text(clause).forms.push(form);
            }
        }
    }

    fn text(&mut self, text: String) -> &mut Text {
        self.texts.entry(text).or_default()
    }
}

/// Returns whether `text` could as well be a year.
fn is_year(text: &str) -> bool {
    text.len() == 4 && ["19", "20"].iter().any(|century| text.starts_with(century))
}

/// Returns the digits of a number whose digits hyphens and the like may part; `None` where it is none.
fn digits_of(folded: &str) -> Option<String> {
    let is_parting = |c: char| matches!(c, '-' | '(' | ')' | '+' | '–' | '—' | '‐' | '‑');
    let is_number = folded.chars().all(|c| c.is_ascii_digit() || is_parting(c));
    is_number.then(|| folded.chars().filter(char::is_ascii_digit).collect())
}
