//! Figures that a typed number equals.

use std::collections::BTreeMap;

use super::Reading;
use super::number::{Number, Unit};
use super::passage::Passage;
use super::subject::Subject;
use crate::figures::{ProjectField, Value};
use crate::quantity::{Amount, AmountUnit, PrintedAmount, PrintedRate, Score};

/// The department's figures that are particular enough to be recognised by their value.
pub(super) struct EqualFigures<'a> {
    reading: &'a Reading<'a>,
    amounts: BTreeMap<Amount, Vec<&'a str>>,
    rates: Vec<(&'a str, Value)>,
    scores: Vec<(&'a str, Score)>,
}

impl<'a> EqualFigures<'a> {
    pub(super) fn of(reading: &'a Reading<'a>) -> Self {
        let figures = reading.context.figures;
        let mut equal =
            Self { reading, amounts: BTreeMap::new(), rates: Vec::new(), scores: Vec::new() };
        for name in figures.department_names() {
            match figures.get(name).map(|figure| figure.value) {
                Some(Value::Amount(amount)) if !amount.is_zero() => {
                    // A number is printed rounded to the form's decimals, so it is found by them.
                    equal.amounts.entry(equal.printed(amount)).or_default().push(name);
                }
                Some(value @ Value::Rate(_)) => equal.rates.push((name, value)),
                Some(Value::Score(score)) => equal.scores.push((name, score)),
                _ => {}
            }
        }
        equal
    }

    fn printed(&self, amount: Amount) -> Amount {
        let display = &self.reading.context.form.display;
        amount.rounded(display.amount_unit, display.total_decimals)
    }

    /// Returns the figures that `number` equals, the likeliest alone where its clause says which.
    ///
    /// Round numbers are no evidence: an amount needs decimals or three digits, a rate or a score
    /// decimals, unless the sentence names the project whose figure it is.
    pub(super) fn find(&self, passage: &Passage<'_>, number: &Number) -> Option<Vec<String>> {
        let digits = &passage.bare[number.digits.clone()];
        let whole = &passage.bare[number.whole.clone()];
        let clause = passage.clause_at(number.whole.start);
        let fraction = digits.contains('.');
        let project = match passage.subject(&clause) {
            Subject::Named(named) => self.of_projects(&named, number.unit, digits, whole),
            Subject::Carried(_) | Subject::Projects | Subject::Department => Vec::new(),
        };
        let words = &passage.bare[clause.range];
        if !project.is_empty() {
            return Some(self.likeliest(project, words));
        }
        let names: Vec<&str> = match number.unit {
            Unit::Money => {
                let particular = fraction || digits.bytes().filter(u8::is_ascii_digit).count() >= 3;
                let read = read_amount(whole).filter(|_| particular)?;
                let near = self.amounts.get(&self.printed(read.amount))?.iter();
                let prints = |name: &&&str| {
                    matches!(
                        self.reading.context.figures.get(name).map(|figure| figure.value),
                        Some(Value::Amount(exact)) if read.prints(exact)
                    )
                };
                near.filter(prints).copied().collect()
            }
            Unit::Percent if fraction => {
                let rate = PrintedRate::parse(&percent(whole)).ok()?;
                let prints =
                    |value: &Value| matches!(value, Value::Rate(exact) if rate.prints(*exact));
                self.rates
                    .iter()
                    .filter(|(_, value)| prints(value))
                    .map(|(name, _)| *name)
                    .collect()
            }
            Unit::Points if fraction => {
                let score = Score::parse(digits).ok()?;
                let same = self.scores.iter().filter(|(_, other)| *other == score);
                same.map(|(name, _)| *name).collect()
            }
            Unit::Percent | Unit::Points | Unit::Things | Unit::Year | Unit::Other => return None,
        };
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        (!names.is_empty()).then(|| self.likeliest(names, words))
    }

    /// Returns the figures of the named projects that the number equals.
    fn of_projects(&self, named: &[usize], unit: Unit, digits: &str, whole: &str) -> Vec<String> {
        let figures = self.reading.context.figures;
        let fields: &[ProjectField] = match unit {
            Unit::Money => &[ProjectField::Adjusted, ProjectField::Final, ProjectField::Initial],
            Unit::Percent if digits.contains('.') => {
                &[ProjectField::ExecutionRate, ProjectField::ExpenditureRate]
            }
            Unit::Points => &[ProjectField::Score],
            Unit::Percent | Unit::Things | Unit::Year | Unit::Other => &[],
        };
        let projects = &self.reading.context.edition.filing().projects;
        let mut names = Vec::new();
        for project in named.iter().filter_map(|number| projects.get(*number)) {
            for field in fields {
                let name = format!("project.{}.{}", project.id.value, field.key());
                let equals = match figures.get(&name).map(|figure| figure.value) {
                    Some(Value::Amount(exact)) => {
                        !exact.is_zero()
                            && read_amount(whole).is_some_and(|read| read.prints(exact))
                    }
                    Some(Value::Rate(exact)) => {
                        PrintedRate::parse(&percent(whole)).is_ok_and(|read| read.prints(exact))
                    }
                    Some(Value::Score(exact)) => Score::parse(digits) == Ok(exact),
                    _ => false,
                };
                if equals && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Returns the names that most of the clause's words speak for, if it has such words.
    fn likeliest(&self, names: Vec<String>, words: &str) -> Vec<String> {
        let hints = &self.reading.prose.figures.hints;
        let weight = |name: &String| {
            let speaks = hints.iter().filter(|hint| {
                words.contains(hint.word.as_str()) && name.split('.').any(|part| part == hint.part)
            });
            speaks.count()
        };
        let most = names.iter().map(weight).max().unwrap_or_default();
        names.into_iter().filter(|name| weight(name) == most).collect()
    }
}

/// Reads an amount with its unit.
pub(super) fn read_amount(whole: &str) -> Option<PrintedAmount> {
    PrintedAmount::parse(whole, AmountUnit::Yuan).ok()
}

/// Returns a rate as it is read: without a space before its sign.
pub(super) fn percent(whole: &str) -> String {
    whole.replace(' ', "")
}
