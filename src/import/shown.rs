//! What a cell with a number shows: its number format read as far as forms use it.

/// A number format taken apart: ≥General%.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    before: String,
    after: String,
    decimals: usize,
    is_grouped: bool,
    is_percent: bool,
    has_number: bool,
}

/// Returns what a cell with the plain decimal `number` and the number format `format` shows, but for
/// digits that the format leaves off: those are kept. `None` where the format shows no number.
pub(super) fn shown(number: &str, format: &str) -> Option<String> {
    let sections = sections(format);
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (section, sign) = match (sign, sections.get(1)) {
        // A section for negative numbers brings its own sign.
        ("-", Some(negative)) => (negative.as_str(), ""),
        _ => (sections.first()?.as_str(), sign),
    };
    let shape = shape(section)?;
    let digits = if shape.is_percent { hundredfold(digits) } else { digits.to_owned() };
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = if shape.is_grouped { grouped(whole) } else { whole.to_owned() };
    let missing = shape.decimals.saturating_sub(fraction.len());
    let fraction = format!("{fraction}{}", "0".repeat(missing));
    let point = if fraction.is_empty() { "" } else { "." };
    let (before, after) = (&shape.before, &shape.after);
    // A minus sign of the format stands before its number, wherever its words are.
    Some(format!("{before}{sign}{whole}{point}{fraction}{after}"))
}

/// Returns the sections of a number format.
fn sections(format: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for character in format.chars() {
        if character == ';' && !is_quoted && !is_escaped {
            sections.push(String::new());
            continue;
        }
        if character == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = character == '\\' && !is_escaped && !is_quoted;
        if let Some(section) = sections.last_mut() {
            section.push(character);
        }
    }
    sections
}

fn shape(section: &str) -> Option<Shape> {
    let mut shape = Shape::default();
    let mut rest = section;
    let mut in_fraction = false;
    while let Some(character) = rest.chars().next() {
        let mut taken = character.len_utf8();
        let mut literal = None;
        match character {
            '"' => {
                let words = &rest[taken..];
                let end = words.find('"')?;
                taken += end + 1;
                literal = Some(words[..end].to_owned());
            }
            '\\' => {
                let escaped = rest[taken..].chars().next()?;
                taken += escaped.len_utf8();
                literal = Some(escaped.to_string());
            }
            // A gap as wide as a character, or a filler.
            '_' | '*' => taken += rest[taken..].chars().next()?.len_utf8(),
            '[' => taken = rest.find(']')? + 1,
            '0' | '#' | '?' => {
                shape.has_number = true;
                shape.decimals += usize::from(in_fraction && character == '0');
            }
            '.' if shape.has_number => in_fraction = true,
            ',' if shape.has_number => shape.is_grouped = true,
            '%' => {
                shape.is_percent = true;
                literal = Some("%".to_owned());
            }
            _ if rest.starts_with("General") => {
                shape.has_number = true;
                taken = "General".len();
            }
            _ if character.is_ascii_alphabetic() || character == '@' => return None,
            _ => literal = Some(character.to_string()),
        }
        if let Some(words) = literal {
            if shape.has_number {
                shape.after.push_str(&words);
            } else {
                shape.before.push_str(&words);
            }
        }
        rest = &rest[taken..];
    }
    shape.has_number.then_some(shape)
}

/// Moves the point of plain decimal digits two places to the right.
fn hundredfold(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let moved: String = fraction.chars().chain("00".chars()).take(2).collect();
    let rest: String = fraction.chars().skip(2).collect();
    let all = format!("{whole}{moved}");
    let whole = all.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_its_cell_shows_it() {
        for (number, format, text) in [
            ("95", "\"≥\"General\"%\";\"≥\"-General\"%\"", "≥95%"),
            ("95", "\\≥General\\%;\\≥-General\\%", "≥95%"),
            ("-2.5", "General\"%\";-General\"%\"", "-2.5%"),
            ("97.5", "0.00\" 分\"", "97.50 分"),
            ("0.985", "0.0%", "98.5%"),
            ("0.5", "0%", "50%"),
            ("1", "0%", "100%"),
            ("0.9876", "0%", "98.76%"),
            ("1200", "#,##0\"人\"", "1,200人"),
            ("-3", "0_ ;[Red]\\-0\\ ", "-3 "),
            ("12", "General", "12"),
        ] {
            assert_eq!(shown(number, format).as_deref(), Some(text), "{format}");
        }
        for format in ["yyyy/m/d", "@", "\"never ends", "", "\"文字\""] {
            assert_eq!(shown("5", format), None, "{format}");
        }
    }
}
