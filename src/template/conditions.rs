//! Conditions: the tests that templates may ask, of figures by name and of data by path.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult};

use super::markup::is_gap;
use crate::figures::Value;
use crate::quantity::{Amount, Rate, Score};

/// The test that something of the filing is there.
pub(super) const GIVEN: &str = "given";
/// The test that something of the filing is not there.
pub(super) const MISSING: &str = "missing";
/// The tests of figures, which are asked by name: `"projects.initial" is zero`.
///
/// `absent` is a figure whose input is missing, `no_base` a rate of something by nothing.
pub(super) const FIGURE_TESTS: [&str; 6] =
    ["absent", "no_base", "zero", "positive", "negative", "above_hundred"];

/// The name in the view under which the tests find the standing of each figure they ask for.
pub(super) const STANDINGS: &str = "figure_standings";

/// Where a figure's exact value stands; what is printed is rounded and says less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Absent,
    NoBase,
    Negative,
    Zero,
    /// Above zero; for a rate, up to 100%.
    Positive,
    /// A rate above 100%.
    AboveHundred,
}

/// Returns standings by the names of figures, as the view holds them.
pub(super) fn standings(standings: BTreeMap<String, Standing>) -> tera::Value {
    let numbered = standings.into_iter().map(|(name, standing)| (name, standing as u64));
    numbered.collect::<BTreeMap<_, _>>().into()
}

/// Registers the tests.
pub(super) fn register(tera: &mut Tera) {
    tera.register_test(GIVEN, |value: &tera::Value, _: Kwargs, _: &State| is_given(value));
    tera.register_test(MISSING, |value: &tera::Value, _: Kwargs, _: &State| !is_given(value));
    for name in FIGURE_TESTS {
        tera.register_test(name, move |figure: &str, _: Kwargs, state: &State| {
            ask(name, figure, state)
        });
    }
}

/// Answers the test called `test` for the figure called `figure`.
fn ask(test: &str, figure: &str, state: &State) -> TeraResult<bool> {
    let standings = state.get::<tera::Value>(STANDINGS)?;
    let standing = standings
        .as_ref()
        .and_then(|standings| standings.as_map()?.get(&tera::value::Key::Str(figure))?.as_u64())
        .ok_or_else(|| tera::Error::message(format!("没有名为“{figure}”的数字")))?;
    let is = |asked: Standing| standing == asked as u64;
    Ok(match test {
        "absent" => is(Standing::Absent),
        "no_base" => is(Standing::NoBase),
        "zero" => is(Standing::Zero),
        "negative" => is(Standing::Negative),
        "positive" => is(Standing::Positive) || is(Standing::AboveHundred),
        _ => is(Standing::AboveHundred),
    })
}

/// Returns where a value stands.
pub(super) fn standing(value: Value) -> Standing {
    let order = match value {
        Value::Absent => return Standing::Absent,
        Value::NoBase => return Standing::NoBase,
        Value::ZeroOfZero => return Standing::Zero,
        Value::Rate(rate) if rate.is_above_hundred() => return Standing::AboveHundred,
        Value::Rate(rate) => rate.cmp(&Rate::percent_of_whole(0)),
        Value::Amount(amount) => amount.cmp(&Amount::ZERO),
        Value::Score(score) => score.cmp(&Score::ZERO),
        Value::Count(count) => count.cmp(&0),
        // A grade is there or not; no test asks how large it is.
        Value::Grade(_) => Ordering::Greater,
    };
    match order {
        Ordering::Less => Standing::Negative,
        Ordering::Equal => Standing::Zero,
        Ordering::Greater => Standing::Positive,
    }
}

/// Returns whether `value` is data of the filing rather than the mark of a gap or an empty list.
fn is_given(value: &tera::Value) -> bool {
    match value.as_array() {
        Some(elements) => !elements.is_empty(),
        None => !is_gap(value),
    }
}
