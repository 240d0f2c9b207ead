//! Number plates of vehicles (GA 36): five characters, or six for vehicles of new energy.

use super::reading::Reading;
use super::{Hit, PersonalDatum};

const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// What the last character of a special plate may be.
const SPECIAL: &str = "学警挂港澳使领应试超";

pub(super) fn find(reading: &Reading) -> Vec<Hit> {
    let mut hits = Vec::new();
    for start in 0..reading.len() {
        let is_province = reading.at(start).is_some_and(|c| PROVINCES.contains(c));
        let is_office = reading.at(start + 1).is_some_and(|c| c.is_ascii_alphabetic());
        if is_province
            && is_office
            && let Some(end) = serial(reading, start + 2)
        {
            hits.push(Hit { characters: start..end, kind: PersonalDatum::Plate });
        }
    }
    hits
}

/// Returns the end of the serial that begins at `index`, perhaps after a point or a space.
fn serial(reading: &Reading, index: usize) -> Option<usize> {
    let is_point = reading.at(index).is_some_and(|c| "·•・‧∙. -".contains(c));
    let start = index + usize::from(is_point);
    let mut end = start;
    while end - start <= 6 && reading.at(end).is_some_and(|c| c.is_ascii_alphanumeric()) {
        end += 1;
    }
    let text = reading.text(start..end).to_ascii_uppercase();
    if text.contains(['I', 'O']) {
        return None;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_special = reading.at(end).is_some_and(|c| SPECIAL.contains(c));
    match text.len() {
        4 if is_special && 3 <= digits => Some(end + 1),
        5 if 3 <= digits => Some(end),
        6 if is_new_energy(&text) => Some(end),
        _ => None,
    }
}

/// Returns whether six characters are a serial of new energy: A to K first, or last for large ones.
fn is_new_energy(text: &str) -> bool {
    let is_mark = |c: char| ('A'..='K').contains(&c);
    let are_digits =
        |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    text.starts_with(is_mark) && are_digits(text.get(2..))
        || text.ends_with(is_mark) && are_digits(text.get(..5))
}
