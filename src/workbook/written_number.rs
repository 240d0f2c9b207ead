//! A written value as a number: 95 in a cell that shows ≥95%.

use rust_xlsxwriter::Format;

use super::style;

/// How many significant digits a double surely keeps.
const MAX_DIGITS: usize = 15;
/// How many digits Excel shows of a number in the format General.
const MAX_GENERAL_DIGITS: usize = 10;
/// The longest number format is 255 characters; two sections of this stay below.
const MAX_WORDS: usize = 40;

/// A written value that has one number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrittenNumber {
    /// The number.
    pub(super) value: f64,
    /// The number format with which the cell shows the whole text.
    format: String,
}

impl WrittenNumber {
    /// Reads the one number of `text`; `None` where there is none or several, or where a cell could
    /// not show the text as it is.
    pub(super) fn of(text: &str) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let start = text.find(is_digit)?;
        let end = text.rfind(is_digit)? + 1;
        let digits = &text[start..end];
        let (prefix, is_negative) = match text[..start].strip_suffix('-') {
            Some(prefix) => (prefix, true),
            None => (&text[..start], false),
        };
        let suffix = &text[end..];
        if [prefix, suffix].iter().any(|words| words.contains(['"', '.', ',']))
            || prefix.chars().chain(suffix.chars()).count() > MAX_WORDS
        {
            return None;
        }
        let shape = shape(digits)?;
        let sign = if is_negative { "-" } else { "" };
        let value = format!("{sign}{}", digits.replace(',', "")).parse().ok()?;
        let section = |sign| format!("{}{sign}{shape}{}", literal(prefix), literal(suffix));
        Some(Self { value, format: format!("{};{}", section(""), section("-")) })
    }

    /// Returns the look of a cell that shows the text.
    pub(super) fn look(&self) -> Format {
        style::label().set_num_format(&self.format)
    }
}

/// Returns the number format that shows `digits` as they are; `None` where none does.
fn shape(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let ungrouped = whole.replace(',', "");
    let is_decimal =
        plain(&ungrouped) && plain(fraction) && (ungrouped == "0" || !ungrouped.starts_with('0'));
    let count = ungrouped.len() + fraction.len();
    if !is_decimal || digits.ends_with('.') || count > MAX_DIGITS {
        return None;
    }
    let decimals = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{}", "0".repeat(fraction.len()))
    };
    if whole.contains(',') {
        return (grouped(&ungrouped) == whole).then(|| format!("#,##0{decimals}"));
    }
    let general = !fraction.ends_with('0') && count <= MAX_GENERAL_DIGITS;
    Some(if general { "General".to_owned() } else { format!("0{decimals}") })
}

/// Returns digits with commas in threes.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns words as a number format shows them unchanged.
fn literal(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("\"{words}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_value_becomes_its_number_and_its_format() {
        for (text, value, format) in [
            ("≥95%", "95", "\"≥\"General\"%\";\"≥\"-General\"%\""),
            ("50", "50", "General;-General"),
            ("97.50 分", "97.5", "0.00\" 分\";-0.00\" 分\""),
            ("-2.5%", "-2.5", "General\"%\";-General\"%\""),
            ("1,200人", "1200", "#,##0\"人\";-#,##0\"人\""),
            ("12345678901", "12345678901", "0;-0"),
        ] {
            let read = WrittenNumber::of(text).expect(text);
            assert_eq!((read.value.to_string().as_str(), read.format.as_str()), (value, format));
        }
        for text in
            ["90-95", "有效提升", "010", "1,00", "2023-12-31", "1.5.2", "0.1234567890123456", "5."]
        {
            assert_eq!(WrittenNumber::of(text), None, "{text}");
        }
    }
}
