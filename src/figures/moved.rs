//! Which figures moved between two computations of one filing.

use std::collections::BTreeSet;

use super::{Figures, Value};

/// A figure that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// What it is, in Chinese.
    pub label: String,
    /// Its text before; 无 where there was none.
    pub before: String,
    /// Its text after; 无 where there is none.
    pub after: String,
}

/// Returns the figures whose exact values differ, in the reading order of `after`, those that are no
/// longer there last. What was not there and is nothing now, as what an empty ledger adds up to, has
/// not moved.
///
/// The texts are those that a report prints, or the exact values where both print the same.
pub fn moved(before: &Figures, after: &Figures) -> Vec<Moved> {
    let mut names: Vec<String> = after.names().collect();
    let known: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let gone: Vec<_> = before.names().filter(|name| !known.contains(name.as_str())).collect();
    names.extend(gone);
    names.into_iter().filter_map(|name| compared(before, after, name)).collect()
}

fn compared(before: &Figures, after: &Figures, name: String) -> Option<Moved> {
    let value = |figures: &Figures| figures.get(&name).map_or(Value::Absent, |f| f.value);
    let (old, new) = (value(before), value(after));
    if old == new || is_nothing(old) && is_nothing(new) {
        return None;
    }
    let printed = |figures: &Figures| figures.get(&name).map_or_else(String::new, |f| f.text);
    let (mut old_text, mut new_text) = (printed(before), printed(after));
    if old_text == new_text {
        (old_text, new_text) = (exact(before, old, old_text), exact(after, new, new_text));
    }
    let label = after.label(&name).or_else(|| before.label(&name)).unwrap_or_default();
    let or_none = |text: String| if text.is_empty() { "无".to_owned() } else { text };
    Some(Moved { label, before: or_none(old_text), after: or_none(new_text), name })
}

/// Returns whether there is no value, or one of nothing.
fn is_nothing(value: Value) -> bool {
    match value {
        Value::Absent => true,
        Value::Amount(amount) => amount.is_zero(),
        Value::Count(count) => count == 0,
        _ => false,
    }
}

/// Returns a value with more digits than are printed.
fn exact(figures: &Figures, value: Value, printed: String) -> String {
    /// How many decimals of a rate tell two apart, in percent.
    const RATE_DECIMALS: u32 = 6;
    match value {
        Value::Amount(amount) => amount.print_exact(figures.display.amount_unit),
        Value::Rate(rate) => rate.print(RATE_DECIMALS),
        Value::ZeroOfZero => "0÷0".to_owned(),
        Value::NoBase => "基数为零".to_owned(),
        _ => printed,
    }
}
