//! Telephones: mobile ones, those with an area code, and local ones after the word for them.
//!
//! Numbers for everybody (110, 12345, 95598, 400, 800) have none of these shapes.

use std::ops::Range;

use super::context::Context;
use super::digits::{Digits, Number};
use super::{Hit, PersonalDatum};

pub(super) fn recognise(
    digits: &Digits<'_>,
    numbers: &[Number],
    context: &Context,
    taken: usize,
) -> Option<Hit> {
    let characters = mobile(digits, numbers, context)
        .or_else(|| landline(digits, numbers, context))
        .or_else(|| local(digits, numbers, context, taken))?;
    Some(Hit { characters, kind: PersonalDatum::Phone })
}

/// A mobile number: 11 digits from 13 to 19, with or without the code of the country.
fn mobile(digits: &Digits<'_>, numbers: &[Number], context: &Context) -> Option<Range<usize>> {
    let found = numbers.iter().find(|number| {
        let (own, lengths) = without_country(number);
        is_mobile(own)
            && matches!(
                lengths,
                [11] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 3, 4] | [3, 3, 5] | [5, 6]
            )
            && is_whole(digits, number.characters.end)
    })?;
    (!context.is_code()).then(|| with_plus(digits, &found.characters))
}

/// Returns the number without the code of the country, and the lengths of its groups.
fn without_country(number: &Number) -> (&str, &[usize]) {
    let digits = number.digits.as_str();
    for code in ["0086", "86"] {
        let Some(own) = digits.strip_prefix(code) else { continue };
        match number.lengths.as_slice() {
            [first, rest @ ..] if *first == code.len() && !rest.is_empty() => return (own, rest),
            [_] if own.len() == 11 => return (own, &[11]),
            _ => {}
        }
    }
    (digits, &number.lengths)
}

/// A number with an area code, and an extension if there is one.
fn landline(digits: &Digits<'_>, numbers: &[Number], context: &Context) -> Option<Range<usize>> {
    let first = numbers.first()?;
    if let Some(found) = bracketed(digits, first) {
        return Some(found);
    }
    numbers.iter().find_map(|number| {
        let (own, lengths) = without_country(number);
        let has_country = own.len() < number.digits.len();
        let (area, lengths) = match lengths {
            [area, rest @ ..] if !rest.is_empty() => (*area, rest),
            // Run together it needs to be called a telephone.
            [11 | 12] if context.is_phone() => (area_length(own), lengths),
            _ => return None,
        };
        let (area, local) = own.split_at_checked(area)?;
        let area =
            if has_country && !area.starts_with('0') { format!("0{area}") } else { area.into() };
        let is_one = is_area(&area)
            && is_local(local, area.len())
            && matches!(lengths, [7 | 8 | 11 | 12] | [3, 4] | [4, 3 | 4])
            && !context.is_code();
        is_one
            .then(|| with_extension(digits, number.characters.end))
            .flatten()
            .map(|end| with_plus(digits, &(number.characters.start..end)))
    })
}

/// A number whose area code stands in brackets.
fn bracketed(digits: &Digits<'_>, area: &Number) -> Option<Range<usize>> {
    let Range { start, end } = area.characters;
    if digits.reading.before(start) != Some('(') || digits.reading.at(end) != Some(')') {
        return None;
    }
    if !is_area(&area.digits) {
        return None;
    }
    let mut next = digits.reading.skip_spaces(end + 1);
    if digits.reading.at(next) == Some('-') {
        next += 1;
    }
    let group = digits.groups.partition_point(|group| group.characters.start < next);
    let numbers = digits.numbers(group);
    let local = numbers.iter().find(|number| {
        number.characters.start == next && is_local(&number.digits, area.digits.len())
    })?;
    Some(start - 1..with_extension(digits, local.characters.end)?)
}

/// A number without an area code, after the word for a telephone or after another number.
fn local(
    digits: &Digits<'_>,
    numbers: &[Number],
    context: &Context,
    taken: usize,
) -> Option<Range<usize>> {
    let first = numbers.first()?.characters.start;
    let follows = taken != 0
        && taken + 1 == first
        && matches!(digits.reading.before(first), Some('/' | '、'));
    if !follows && !context.is_called() {
        return None;
    }
    let found = numbers.iter().find(|number| {
        is_local(&number.digits, 4)
            && matches!(number.lengths.as_slice(), [7 | 8] | [3, 4] | [4, 3 | 4])
            && !is_date(&number.digits)
    })?;
    Some(first..with_extension(digits, found.characters.end)?)
}

/// Returns whether the digits are a mobile number.
pub(super) fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.starts_with('1')
        && digits.chars().nth(1).is_some_and(|second| ('3'..='9').contains(&second))
}

/// Returns whether the digits are an area code: 010, 02x, 03xx to 09xx.
pub(super) fn is_area(digits: &str) -> bool {
    digits.len() == area_length(digits) && area_length(digits) != 0
}

/// Returns how long the area code is that the digits begin with; 0 where they begin with none.
pub(super) fn area_length(digits: &str) -> usize {
    match digits.get(..2) {
        Some("01") if digits.starts_with("010") => 3,
        Some("02") => 3,
        Some("03" | "04" | "05" | "06" | "07" | "08" | "09") => 4,
        _ => 0,
    }
}

/// Returns whether the digits are a local number under an area code of this length.
fn is_local(digits: &str, area: usize) -> bool {
    digits.starts_with(|first| ('2'..='8').contains(&first))
        && (digits.len() == 8 || digits.len() == 7 && area == 4)
}

/// Returns whether eight digits are a day of these years: 20230615.
fn is_date(digits: &str) -> bool {
    digits.len() == 8
        && digits.starts_with("20")
        && matches!(digits.get(4..6), Some(month) if ("01"..="12").contains(&month))
        && matches!(digits.get(6..8), Some(day) if ("01"..="31").contains(&day))
}

fn is_whole(digits: &Digits<'_>, end: usize) -> bool {
    digits.ends(end) && !digits.is_measured(end)
}

/// Returns the end of a number with its extension; `None` where it goes on as something else.
fn with_extension(digits: &Digits<'_>, end: usize) -> Option<usize> {
    for (word, most) in [("-", 4), ("转分机", 6), ("转", 6)] {
        if !digits.reading.has(end, word) {
            continue;
        }
        let start = digits.reading.skip_spaces(end + word.chars().count());
        let mut stop = start;
        while stop <= start + most && digits.reading.at(stop).is_some_and(|c| c.is_ascii_digit()) {
            stop += 1;
        }
        if (1..=most).contains(&(stop - start)) && digits.ends(stop) {
            return Some(stop);
        }
    }
    is_whole(digits, end).then_some(end)
}

/// Returns the range with the plus sign before it.
fn with_plus(digits: &Digits<'_>, range: &Range<usize>) -> Range<usize> {
    let plus = usize::from(digits.reading.before(range.start) == Some('+'));
    range.start - plus..range.end
}
