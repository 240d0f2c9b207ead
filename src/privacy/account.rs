//! Bank accounts: cards by their check digit, other accounts by the words before them.

use super::context::Context;
use super::digits::{Digits, Number};
use super::{Hit, PersonalDatum};

pub(super) fn recognise(digits: &Digits<'_>, numbers: &[Number], context: &Context) -> Option<Hit> {
    // An account of a unit has no check digit, so the whole of what is called one is taken.
    let found = numbers.iter().rev().find(|number| {
        let is_one =
            is_card(number) && !context.is_code() || is_account(number) && context.is_account();
        let end = number.characters.end;
        is_one && digits.ends(end) && !digits.is_measured(end)
    })?;
    Some(Hit { characters: found.characters.clone(), kind: PersonalDatum::BankAccount })
}

/// Returns whether the number is that of a card of a bank in China: 62, and the check of Luhn.
fn is_card(number: &Number) -> bool {
    let length = number.digits.len();
    (16..=19).contains(&length)
        && number.digits.starts_with("62")
        && number.lengths.iter().all(|length| 3 <= *length)
        && passes_luhn(&number.digits)
}

/// Returns whether the number has the length of an account, in one piece or by fours.
fn is_account(number: &Number) -> bool {
    let (last, others) = number.lengths.split_last().unwrap_or((&0, &[]));
    let by_fours = others.iter().all(|length| *length == 4) && (1..=4).contains(last);
    let by_hyphens = others.first().is_some_and(|first| *first < 4);
    (12..=22).contains(&number.digits.len()) && (others.is_empty() || by_fours || by_hyphens)
}

fn passes_luhn(digits: &str) -> bool {
    let digits = digits.chars().rev().filter_map(|character| character.to_digit(10));
    let sum: u32 = digits
        .zip([false, true].into_iter().cycle())
        .map(|(digit, doubled)| match (doubled, digit) {
            (true, 5..) => digit * 2 - 9,
            (true, _) => digit * 2,
            (false, _) => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_digit_fails_the_check() {
        assert!(passes_luhn("79927398713"));
        assert!(!passes_luhn("79927398714"));
    }
}
