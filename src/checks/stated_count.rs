//! F205: a printed count that the data does not give.

use super::Context;
use super::printed::{Printed, printed};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value};
use crate::quantity::DecimalFault;

/// The most projects that a message names.
const MAX_NAMED: usize = 5;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for printed in printed(context, FigureKind::Count) {
        let Value::Count(count) = printed.figure.value else { continue };
        match read(&printed.text.value) {
            Some(stated) if stated == count => {}
            Some(_) => {
                let code = Code::STATED_COUNT_DIFFERS;
                findings.push(printed.differs(code, "", &count.to_string(), &reason(&printed)));
            }
            None => findings.push(printed.unreadable(DecimalFault::NotDecimal, "个数，如 4")),
        }
    }
}

/// Reads a plain count; 4 个 and 8 人 are read too.
pub(super) fn read(text: &str) -> Option<u64> {
    let digits = text.strip_suffix(['个', '人', '项']).unwrap_or(text).trim_end();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (digits.len() == 1 || !digits.starts_with('0'))).then(|| digits.parse().ok())?
}

/// Names what was counted.
fn reason(printed: &Printed<'_>) -> String {
    let Some(words) = printed.explanation() else { return String::new() };
    let ids: Vec<_> = words
        .inputs
        .iter()
        .filter_map(|input| input.name.strip_prefix("projects[")?.strip_suffix(']'))
        .collect();
    if ids.is_empty() {
        return printed.reason();
    }
    let more = if ids.len() > MAX_NAMED { "……" } else { "" };
    format!("{}：{}{more}", words.formula, ids[..ids.len().min(MAX_NAMED)].join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_plain_digits_with_or_without_its_measure_word() {
        for (text, count) in [("4", 4), ("0", 0), ("4个", 4), ("4 个", 4), ("8人", 8)] {
            assert_eq!(read(text), Some(count), "{text}");
        }
        for text in ["", "个", "04", "-1", "4.0", "四", "4个个", "1e3", &"9".repeat(40)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
