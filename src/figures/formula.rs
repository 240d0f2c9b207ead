//! The formulas' texts: rates, additions, and what stands for a missing number.

use super::{Input, Value};

/// Returns a rate's formula.
pub(super) fn quotient(part: &str, whole: &str, value: Value, text: &str) -> String {
    let quotient = format!("{} ÷ {}", or_blank(part), or_blank(whole));
    match value {
        Value::ZeroOfZero => format!("{quotient}：没有这一类，印作 {text}"),
        Value::NoBase => format!("{quotient}：除数为零，比率不存在"),
        Value::Absent => format!("{quotient}：缺少数据，无法计算"),
        _ => format!("{quotient} × 100% = {text}"),
    }
}

/// Returns the inputs' texts joined by plus signs; a negative one brings its own sign.
pub(super) fn addition(inputs: &[Input]) -> String {
    let mut sum = String::new();
    for input in inputs {
        match (sum.is_empty(), input.text.strip_prefix('-')) {
            (true, _) => sum.push_str(or_blank(&input.text)),
            (false, Some(taken)) => sum.extend([" − ", taken]),
            (false, None) => sum.extend([" + ", or_blank(&input.text)]),
        }
    }
    sum
}

/// Returns what stands for a number that is missing.
pub(super) fn or_blank(text: &str) -> &str {
    if text.is_empty() { "（未填）" } else { text }
}
