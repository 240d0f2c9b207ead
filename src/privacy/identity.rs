//! Identity numbers: 18 characters with a check (GB 11643), or the 15 digits of older cards.

use super::context::Context;
use super::digits::{Digits, Number};
use super::{Hit, PersonalDatum};

/// The first two digits: provinces (GB/T 2260), 81 to 83 of residence permits, 91 abroad.
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82", "83", "91",
];

pub(super) fn recognise(digits: &Digits<'_>, numbers: &[Number], context: &Context) -> Option<Hit> {
    let characters = numbers.iter().find_map(|number| {
        let start = number.characters.start;
        let mut end = number.characters.end;
        let mut text = number.digits.clone();
        if text.len() == 17 && matches!(digits.reading.at(end), Some('x' | 'X')) {
            text.push('X');
            end += 1;
        }
        let is_one = match text.len() {
            // A slip of the pen leaves it a person's number where it is called one.
            18 => is_plausible(&text) && (is_checked(&text) || context.is_identity()),
            15 => context.is_identity() && is_plausible_old(&text),
            _ => false,
        };
        (is_one && digits.ends(end)).then_some(start..end)
    })?;
    let hit = Hit { characters, kind: PersonalDatum::IdNumber };
    (!context.is_credit_code()).then_some(hit)
}

fn is_plausible(text: &str) -> bool {
    PROVINCES.contains(&&text[..2]) && is_birth_date(&text[6..14])
}

fn is_plausible_old(text: &str) -> bool {
    PROVINCES.contains(&&text[..2]) && is_birth_date(&format!("19{}", &text[6..12]))
}

/// Returns whether eight digits are a day on which somebody may have been born.
fn is_birth_date(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8)) else {
        return false;
    };
    let year: u32 = year;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days: u32 = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}

/// Returns whether the last of 18 characters is the check of the others (GB 11643, ISO 7064 MOD 11-2).
fn is_checked(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let digits = text.chars().filter_map(|character| character.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS.iter().zip(0..).find(|(_, remainder)| *remainder == sum % 11);
    text.chars().last() == check.map(|(check, _)| *check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_of_the_standards_own_example_holds() {
        assert!(is_checked("11010519491231002X"));
        assert!(is_checked("440524188001010014"));
        assert!(!is_checked("110105194912310021"));
    }

    #[test]
    fn birth_dates_are_days_of_the_calendar() {
        assert!(is_birth_date("20000229"));
        for wrong in ["19000229", "20230431", "22230101", "20231301", "20230100"] {
            assert!(!is_birth_date(wrong), "{wrong}");
        }
    }
}
