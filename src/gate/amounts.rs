//! Amounts as files may write them, and the numbers that a text holds.

use std::collections::BTreeMap;

use super::fold::Folded;
use super::numerals;
use crate::quantity::{Amount, AmountUnit};

/// Below how many significant digits a value counts only beside a name.
const FEW_DIGITS: usize = 4;
/// The most groups of three digits that a number is written with.
const MOST_GROUPS: usize = 7;

/// What a written number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WrittenUnit {
    Yuan,
    TenThousand,
    HundredMillion,
    /// With Chinese numerals in it, whatever the unit.
    Numerals,
}

/// Returns the written forms of `amount` without its sign, and whether each is too short to count by
/// itself; none for nothing at all.
pub(super) fn forms(amount: Amount) -> BTreeMap<(WrittenUnit, String), bool> {
    let amount = amount.abs();
    let mut forms = BTreeMap::new();
    if amount.is_zero() {
        return forms;
    }
    let mut add = |unit, text: &str, coarse: bool| {
        let Some(text) = normal(text).filter(|text| text != "0") else { return };
        let short = coarse || significant(&text) < FEW_DIGITS;
        let entry = forms.entry((unit, text)).or_insert(short);
        *entry &= short;
    };
    let exact = amount.print_exact(AmountUnit::TenThousandYuan);
    add(WrittenUnit::Yuan, &amount.print_exact(AmountUnit::Yuan), false);
    add(WrittenUnit::TenThousand, &exact, false);
    add(WrittenUnit::HundredMillion, &moved_left(&exact, 4), false);
    for places in 0..=5 {
        // Fewer than two decimals could be anybody's.
        let coarse = places < 2;
        add(WrittenUnit::TenThousand, &amount.print(AmountUnit::TenThousandYuan, places), coarse);
    }
    add(WrittenUnit::Yuan, &amount.print(AmountUnit::Yuan, 0), false);
    add(WrittenUnit::Yuan, &amount.print(AmountUnit::Yuan, 1), false);
    let few = significant(&amount.print_exact(AmountUnit::Yuan)) < FEW_DIGITS;
    for numerals in numerals::forms(amount) {
        forms.insert((WrittenUnit::Numerals, numerals), few);
    }
    forms
}

/// Returns `number` with its point moved `places` to the left.
fn moved_left(number: &str, places: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let padded = format!("{}{whole}", "0".repeat(places));
    let (whole, moved) = padded.split_at(padded.len() - places);
    format!("{whole}.{moved}{fraction}")
}

/// Returns how many digits of `number` are significant, those of a round number's end not counted.
fn significant(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Returns `number` without what does not change its value: 0384.20 is 384.2; `None` where it is no
/// number.
pub(super) fn normal(number: &str) -> Option<String> {
    let number = number.trim_end_matches('.');
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if number.is_empty() || !plain(whole) || !plain(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// A number that stands in a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number as [`normal`] writes it.
    pub(super) text: String,
}

/// A stretch of digits and points, and how it hangs on the one before.
struct Piece {
    start: usize,
    end: usize,
    before: Link,
}

/// What stands between two pieces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Something else: they have nothing to do with each other.
    Apart,
    /// White space.
    Gap,
    /// A comma with white space beside it, or a full-width one.
    List,
    /// A comma, an apostrophe or a low line, as groups of digits have.
    Group,
}

/// Returns every number in `folded`, whole ones only; digits that white space or commas part are read
/// in each way that makes a number.
pub(super) fn numbers(folded: &Folded) -> Vec<Number> {
    let pieces = pieces(folded);
    let mut found = Vec::new();
    for first in 0..pieces.len() {
        let mut digits = String::new();
        for last in first..pieces.len().min(first + MOST_GROUPS) {
            let piece = &pieces[last];
            if last > first && piece.before == Link::Apart {
                break;
            }
            digits.push_str(&folded.text[piece.start..piece.end]);
            let inside = &pieces[first..=last];
            let starts = ends_before(folded, &pieces, first);
            let ends = pieces.get(last + 1).is_none_or(|_| ends_before(folded, &pieces, last + 1));
            let whole = starts && ends && is_one(folded, inside) && is_bounded(folded, inside);
            if let Some(text) = whole.then(|| normal(&digits)).flatten() {
                found.push(Number { start: inside[0].start, end: piece.end, text });
            }
        }
    }
    found
}

fn pieces(folded: &Folded) -> Vec<Piece> {
    let bytes = folded.text.as_bytes();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_numeric(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < bytes.len() && is_numeric(bytes[at]) && !folded.has_gap(at) {
            at += 1;
        }
        let before = pieces.last().map_or(Link::Apart, |piece| link(folded, piece.end, start));
        if folded.text[start..at].bytes().any(|byte| byte.is_ascii_digit()) {
            pieces.push(Piece { start, end: at, before });
        }
    }
    pieces
}

fn is_numeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

fn link(folded: &Folded, end: usize, start: usize) -> Link {
    let listed = folded.has_gap(end) || folded.has_gap(start);
    match folded.text.get(end..start) {
        Some("") => Link::Gap,
        Some("," | "'" | "_" | "’") if listed => Link::List,
        Some("," | "'" | "_" | "’") => Link::Group,
        _ => Link::Apart,
    }
}

/// Returns whether a number may end, or begin, in front of the piece at `index`.
fn ends_before(folded: &Folded, pieces: &[Piece], index: usize) -> bool {
    let piece = &pieces[index];
    if piece.before != Link::Group {
        return true;
    }
    // 1,384.2076 is one number; 12.5,384.2076 are two.
    let before = &folded.text[pieces[index - 1].start..pieces[index - 1].end];
    before.contains('.') || whole_digits(&folded.text[piece.start..piece.end]) != 3
}

/// Returns whether `pieces` together may be one number: groups of three, or a number that a line's end
/// parts in two.
fn is_one(folded: &Folded, pieces: &[Piece]) -> bool {
    let text = |piece: &Piece| &folded.text[piece.start..piece.end];
    let [first, rest @ ..] = pieces else { return false };
    let grouped = whole_digits(text(first)) <= 3
        && pieces[..pieces.len() - 1].iter().all(|piece| !text(piece).contains('.'))
        && rest.iter().all(|piece| whole_digits(text(piece)) == 3);
    let parted = rest.len() == 1 && rest[0].before == Link::Gap;
    rest.is_empty() || grouped || parted
}

fn whole_digits(piece: &str) -> usize {
    piece.split('.').next().unwrap_or_default().len()
}

/// Returns whether what stands on either side of `pieces` lets them be an amount.
fn is_bounded(folded: &Folded, pieces: &[Piece]) -> bool {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
    let (head, tail) = (&folded.text[..first.start], &folded.text[last.end..]);
    let number = &folded.text[first.start..last.end];
    let opens = folded.has_gap(first.start)
        || !head.ends_with(|c: char| c.is_ascii_alphabetic())
        || ["rmb", "cny"].iter().any(|currency| head.ends_with(currency));
    let next = tail.chars().next().filter(|_| !folded.has_gap(last.end));
    let closes = next.is_none_or(|next| !next.is_ascii_alphabetic() && next != '%');
    let digit_of = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // 2023-06-30, 0335-2023456
    let hyphened = !number.contains('.')
        && ((head.ends_with('-') && digit_of(head.chars().rev().nth(1)))
            || (tail.starts_with('-') && digit_of(tail.chars().nth(1))));
    let year = tail.starts_with('年') && number.len() == 4 && matches!(&number[..2], "19" | "20");
    opens && closes && !hyphened && !year
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text, AmountUnit::TenThousandYuan).expect("plain decimal text")
    }

    fn found(text: &str) -> Vec<String> {
        numbers(&Folded::of(text)).into_iter().map(|number| number.text).collect()
    }

    #[test]
    fn an_amount_has_its_written_forms() {
        let forms = forms(amount("384.2076"));
        let of = |unit, text: &str| forms.get(&(unit, text.to_owned())).copied();
        assert_eq!(of(WrittenUnit::Yuan, "3842076"), Some(false));
        assert_eq!(of(WrittenUnit::TenThousand, "384.2076"), Some(false));
        assert_eq!(of(WrittenUnit::TenThousand, "384.21"), Some(false));
        assert_eq!(of(WrittenUnit::TenThousand, "384.2"), Some(true));
        assert_eq!(of(WrittenUnit::TenThousand, "384"), Some(true));
        assert_eq!(of(WrittenUnit::HundredMillion, "0.03842076"), Some(false));
        assert_eq!(of(WrittenUnit::Numerals, "三百八十四万二千〇七十六"), Some(false));
        assert!(super::forms(Amount::ZERO).is_empty());
    }

    #[test]
    fn numbers_are_read_whole_however_they_are_grouped() {
        for text in [
            "3842076",
            "3,842,076.00",
            "３，８４２，０７６",
            "3\u{2009}842\u{2009}076",
            "38420\n76",
            "共3842076元",
            "（3842076）",
            "-3842076",
            "¥3842076",
            "RMB3842076",
            "3842076。",
            "3'842'076",
            "12.5,3842076",
            "甲\u{1f}1\u{1f}3842076\u{1f}2",
            "①3842076",
            "1，3842076",
            "3842076.",
        ] {
            assert!(found(text).contains(&"3842076".to_owned()), "{text}: {:?}", found(text));
        }
        for text in [
            "13842076",
            "38420761",
            "3842076.5",
            "1.3842076",
            "13,842,076",
            "a3842076",
            "3842076b",
            "3842076%",
            "3842076-1",
            "1\u{1f}3842\u{1f}076",
            "３,８４２,０７６,０００",
        ] {
            assert!(!found(text).contains(&"3842076".to_owned()), "{text}: {:?}", found(text));
        }
        assert!(!found("2023年").contains(&"2023".to_owned()));
    }
}
