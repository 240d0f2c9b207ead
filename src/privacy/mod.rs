//! Personal data in Chinese text: where it stands, and what stands for it in public.
//!
//! Every detector walks the text once and looks a bounded number of characters to either side, so
//! the time grows with the length of the text and with nothing else. Widths, dashes, spaces and
//! invisible characters are made alike first; ranges are of the text as given.

mod datum;
mod reading;
mod digits;
mod context;
mod identity;
mod account;
mod phone;
mod email;
mod plate;
mod address;
mod names;
mod mask;

use std::ops::Range;

pub use datum::PersonalDatum;
pub use mask::mask;
pub use names::Names;

use reading::Reading;

/// A personal datum found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PersonalDatum,
}

/// A datum by the characters of a [`Reading`].
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit {
    characters: Range<usize>,
    kind: PersonalDatum,
}

/// Finds the personal data in `text`, in order and apart from each other.
///
/// `names` are the people to look for, and the values that may be published.
pub fn detect(text: &str, names: &Names) -> Vec<Found> {
    let reading = Reading::of(text);
    let mut hits = email::find(&reading);
    hits.extend(digits::find(&reading));
    hits.extend(plate::find(&reading));
    hits.extend(address::find(&reading));
    hits.extend(names.find(&reading));
    // Of those that overlap, the one that begins first stays, the longest of them.
    hits.sort_by_key(|hit| (hit.characters.start, std::cmp::Reverse(hit.characters.end)));
    let mut taken = 0;
    hits.retain(|hit| {
        let is_free = taken <= hit.characters.start;
        if is_free {
            taken = hit.characters.end;
        }
        is_free
    });
    hits.into_iter()
        .map(|hit| Found { range: reading.range(hit.characters), kind: hit.kind })
        .filter(|found| !names.may_be_published(&text[found.range.clone()]))
        .collect()
}

/// Returns `text` with the data of these kinds masked.
pub fn mask_all(text: &str, names: &Names, kinds: &[PersonalDatum]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for found in detect(text, names) {
        if kinds.contains(&found.kind) {
            masked.push_str(&text[copied..found.range.start]);
            masked.push_str(&mask(found.kind, &text[found.range.clone()]));
            copied = found.range.end;
        }
    }
    masked.push_str(&text[copied..]);
    masked
}
