//! From the filings of a year to their summary: sums, counts, rates and ranks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::department::score;
use super::total::sum;
use super::{ADDED, County, Department, Ending, Lacking, Submission};
use crate::figures::{Figure, Value};
use crate::form::Form;
use crate::quantity::Grade;

/// The rates of sums: name, part and whole.
const RATES: [(&str, &str, &str); 5] = [
    ("coverage_rate", "evaluated_count", "project_count"),
    ("excellence_rate", "by_grade.excellent.count", "evaluated_count"),
    ("department.execution_rate", "department.final", "department.adjusted"),
    ("projects.execution_rate", "projects.final", "projects.adjusted"),
    ("department_excellence_rate", "by_grade.excellent.departments", "scored_count"),
];

impl County {
    /// Sums up each year of `submissions`; those whose year is unknown stand in every year.
    pub fn by_year(submissions: &[Submission], form: &Form) -> Vec<Self> {
        let mut years: BTreeMap<i16, Vec<&Submission>> = BTreeMap::new();
        for submission in submissions {
            if let Some(year) = submission.fiscal_year {
                years.entry(year).or_default().push(submission);
            }
        }
        let unknown: Vec<_> =
            submissions.iter().filter(|submission| submission.fiscal_year.is_none()).collect();
        let county = |(year, mut filings): (_, Vec<_>)| {
            filings.extend_from_slice(&unknown);
            Self::of(year, &filings, form)
        };
        years.into_iter().map(county).collect()
    }

    fn of(fiscal_year: i16, filings: &[&Submission], form: &Form) -> Self {
        let (mut counted, mut uncounted): (Vec<&Submission>, Vec<&Submission>) =
            filings.iter().partition(|submission| submission.ending == Ending::Counted);
        uncounted.sort_by_key(|submission| (submission.ending, submission.filing.as_str()));
        counted.sort_by_key(|submission| {
            (Reverse(score(submission)), submission.name(), submission.filing.as_str())
        });
        let departments = ranked(&counted, form);

        let mut values = BTreeMap::new();
        let mut lacking = Vec::new();
        for (name, label) in ADDED {
            let (value, departments) = sum(name, &counted);
            values.insert(name.to_owned(), value);
            if departments > 0 {
                lacking.push(Lacking { label, departments });
            }
        }
        values.insert("filing_count".to_owned(), count(filings.len()));
        for ending in Ending::ALL {
            let ended = filings.iter().filter(|submission| submission.ending == ending).count();
            values.insert(format!("{}_count", ending.key()), count(ended));
        }
        let clean = departments.iter().filter(|department| department.is_clean).count();
        values.insert("clean_count".to_owned(), count(clean));
        let scores: Vec<_> = counted.iter().filter_map(|submission| score(submission)).collect();
        values.insert("scored_count".to_owned(), count(scores.len()));
        for grade in Grade::ALL {
            let of_grade = scores.iter().filter(|score| form.grades.grade(**score) == grade);
            values.insert(format!("by_grade.{}.departments", grade.key()), count(of_grade.count()));
        }
        for (name, part, whole) in RATES {
            let value = |name| values.get(name).copied().unwrap_or(Value::Absent);
            values.insert(name.to_owned(), Value::quotient(value(part), value(whole)));
        }
        let figures = values.into_iter().map(|(name, value)| {
            let text = value.total_text(&form.display, &form.grades);
            (name, Figure { value, text })
        });
        Self {
            fiscal_year,
            finance_authority: authority(filings),
            departments,
            uncounted: uncounted.into_iter().cloned().collect(),
            lacking,
            figures: figures.collect(),
        }
    }
}

/// Returns the rows of `counted`, which stand in the order of their scores: one score is one rank.
fn ranked(counted: &[&Submission], form: &Form) -> Vec<Department> {
    let mut rank = 0;
    let mut before = None;
    let rows = (1..).zip(counted).map(|(place, submission)| {
        let score = score(submission);
        if score != before {
            (rank, before) = (place, score);
        }
        Department::new(submission, score.map(|_| rank), form)
    });
    rows.collect()
}

/// Returns the finance authority, where all that name one name the same.
fn authority(filings: &[&Submission]) -> Option<String> {
    let mut named = filings.iter().filter_map(|submission| submission.finance_authority.as_ref());
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}

fn count(number: usize) -> Value {
    Value::Count(u64::try_from(number).unwrap_or(u64::MAX))
}
