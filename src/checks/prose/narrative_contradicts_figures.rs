//! N401: the text says what execution rates, scores or deviations contradict.

use std::ops::Range;

use super::Reading;
use super::passage::{Kind, NAME, Passage};
use super::sentence::Clause;
use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value, explain};
use crate::form::{Claim, Contradiction};
use crate::model::Indicator;
use crate::quantity::Rate;
use crate::source::Span;

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 4;

/// One finding at most for a sentence and a claim: its other words say the same.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    // An indicator's reason tells of its own value, not of spending.
    let tells = |passage: &&Passage<'_>| {
        passage.is_narrative() || matches!(passage.kind, Kind::Sentences(Some(_)))
    };
    for passage in reading.passages.iter().filter(tells) {
        for claim in &reading.prose.claims {
            let mut spoken = 0..0;
            for (start, phrase) in said(claim, &passage.bare) {
                let clause = passage.clause_at(start);
                let range = start..start + phrase.len();
                if clause.sentence == spoken
                    || !is_result(reading, claim, passage, &clause, range.clone())
                {
                    continue;
                }
                let subject = passage.subject(&clause);
                if let Some(proof) = contradicted(reading, &subject, &claim.contradicted_by) {
                    spoken = clause.sentence;
                    findings.push(proof.finding(phrase, &claim.claim, passage.span_of(range)));
                }
            }
        }
    }
}

/// Returns where `text` makes the claim and how, in order; a phrase within a longer one is not told.
fn said<'a>(claim: &'a Claim, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let mut told = 0;
    claim.phrases.found_in(text).filter_map(move |(start, number)| {
        let phrase = claim.phrases.phrase(number);
        let end = start + phrase.len();
        let is_within = end <= told;
        told = told.max(end);
        (!is_within).then_some((start, phrase))
    })
}

/// Returns whether the clause tells of the year's results: not of the first half, of an aim, or of
/// another matter.
fn is_result(
    reading: &Reading<'_>,
    claim: &Claim,
    passage: &Passage<'_>,
    clause: &Clause,
    phrase: Range<usize>,
) -> bool {
    let words = &reading.prose.not_results;
    let whole = &passage.bare[clause.range.clone()];
    let behind = &passage.bare[phrase.end..];
    let before = &passage.bare[clause.range.start.min(phrase.start)..phrase.start];
    let about = claim.about.is_empty() || claim.about.are_in(whole) || whole.contains(NAME);
    about
        && !words.sentence.are_in(&passage.bare[clause.sentence.clone()])
        && !words.clause.are_in(before)
        && !claim.unless.are_in(whole)
        && words.followed_by.beginning(behind).is_none()
}

/// What contradicts a claim.
struct Proof {
    /// The figure and its value, in words.
    words: String,
    places: Vec<Span>,
}

impl Proof {
    fn finding(self, phrase: &str, claim: &str, span: Span) -> Diagnostic {
        let message = format!("正文说“{phrase}”，而{}", self.words);
        let finding = Diagnostic::new(Code::NARRATIVE_CONTRADICTS_FIGURES, message)
            .at(span, format!("说的是{claim}"))
            .help("数字无误的，改写这句话；数字有误的，改正数据；说的是年中情况的，写明时间");
        self.places.into_iter().fold(finding, |finding, span| finding.related(span, "由此计算"))
    }
}

/// Returns what contradicts `conditions` said of `subject`; of several named projects each must.
fn contradicted(
    reading: &Reading<'_>,
    subject: &Subject,
    conditions: &Contradiction,
) -> Option<Proof> {
    let projects = &reading.context.edition.filing().projects;
    match subject {
        Subject::Named(named) => {
            let proofs: Option<Vec<_>> =
                named.iter().map(|number| of_project(reading, *number, conditions)).collect();
            proofs?.into_iter().next()
        }
        Subject::Carried(number) => of_project(reading, *number, conditions),
        Subject::Projects => {
            // What falls short is said of some project; that all is well, of every one.
            let total = || of_figures(reading, "projects.execution_rate", "", conditions);
            let short =
                conditions.execution_at_least.is_some() || conditions.score_at_least.is_some();
            let mut proofs =
                (0..projects.len()).map(|number| of_project(reading, number, conditions));
            if short && projects.is_empty() {
                total()
            } else if short {
                let proofs: Option<Vec<_>> = proofs.collect();
                let first = proofs?.into_iter().next();
                total().or(first)
            } else {
                proofs.find_map(|proof| proof).or_else(total)
            }
        }
        Subject::Department => {
            let lost = lost_points(&reading.context.edition.filing().evaluation.indicators);
            of_figures(reading, "department.execution_rate", "overall_score", conditions)
                .or_else(|| conditions.lost_points.then_some(lost)?)
        }
    }
}

fn of_project(reading: &Reading<'_>, number: usize, conditions: &Contradiction) -> Option<Proof> {
    let project = reading.context.edition.filing().projects.get(number)?;
    let name = |field: &str| format!("project.{}.{field}", project.id.value);
    let rate = name("execution_rate");
    // Where only the totals are known and all is spent, each project has spent all.
    let is_absent =
        reading.context.figures.get(&rate).is_some_and(|figure| figure.value == Value::Absent);
    let rate = if is_absent && conditions.execution_at_least.is_some() {
        "projects.execution_rate".to_owned()
    } else {
        rate
    };
    of_figures(reading, &rate, &name("score"), conditions)
        .or_else(|| conditions.lost_points.then(|| lost_points(&project.indicators))?)
}

/// Compares the rate and the score of these names.
fn of_figures(
    reading: &Reading<'_>,
    rate: &str,
    score: &str,
    conditions: &Contradiction,
) -> Option<Proof> {
    let figures = &reading.context.figures;
    let value = |name: &str| figures.get(name).map(|figure| figure.value);
    let contradicts = match value(rate) {
        Some(Value::Rate(rate)) => {
            conditions.execution_at_least.is_some_and(|bound| at_least(reading, rate, bound))
                || conditions.execution_below.is_some_and(|bound| rate < bound)
        }
        _ => false,
    };
    if contradicts {
        return proof(reading, rate);
    }
    let contradicts = match value(score) {
        Some(Value::Score(score)) => {
            conditions.score_at_least.is_some_and(|bound| score >= bound)
                || conditions.score_below.is_some_and(|bound| score < bound)
        }
        _ => false,
    };
    if contradicts { proof(reading, score) } else { None }
}

/// Returns whether `rate` is at least `bound`, or is printed as it: 410.93 of 410.9376 is 100%.
fn at_least(reading: &Reading<'_>, rate: Rate, bound: Rate) -> bool {
    let display = &reading.context.form.display;
    rate >= bound || display.rate_text(rate) == display.rate_text(bound)
}

/// Puts the figure called `name` into words.
fn proof(reading: &Reading<'_>, name: &str) -> Option<Proof> {
    let context = reading.context;
    let words = explain(context.edition, context.form, context.figures, name)?;
    let unit = match context.figures.kind(name) {
        Some(FigureKind::Score) => " 分",
        _ => "",
    };
    let places = words.inputs.iter().filter_map(|input| input.span).take(MAX_RELATED).collect();
    Some(Proof { words: format!("{}为 {}{unit}", words.label, words.text), places })
}

/// Returns the first indicator that lost points.
fn lost_points(indicators: &[Indicator]) -> Option<Proof> {
    indicators.iter().find_map(|indicator| {
        let score = indicator.score.as_ref()?;
        let (got, weight) = (score.value, indicator.weight.value);
        (got < weight).then(|| Proof {
            words: format!(
                "指标“{}”满分 {} 分，得 {} 分",
                indicator.name.value,
                weight.print(),
                got.print()
            ),
            places: vec![score.span],
        })
    })
}
