//! N403: another unit's name in the text: a self-reference that does not fit, or the same body of
//! another county.

use std::ops::Range;

use super::Reading;
use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic};

/// What a county-level place ends in.
const COUNTY: [char; 3] = ['县', '区', '旗'];

/// Partners, suppliers and the finance authority are spoken of rightly; only what a copied text
/// leaves behind is looked for.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let department = &reading.context.edition.filing().department;
    let names: Vec<&str> = std::iter::once(&department.name)
        .chain(&department.subordinate_units)
        .map(|name| name.value.as_str())
        .collect();
    let own = &department.name.value;
    let body = county_body(own);
    for passage in reading.narrative() {
        for (word, range) in misfits(reading, passage, &names) {
            let message = format!("正文自称“{word}”，而本部门是{own}");
            findings.push(finding(passage, range, message, "与部门名称不合"));
        }
        if let Some((place, body)) = body {
            for range in sisters(reading, passage, place, body) {
                let written = &passage.bare[range.clone()];
                let message = format!("正文写着“{written}”，而本部门是{own}");
                findings.push(finding(passage, range, message, "别的县区的单位"));
            }
        }
    }
}

fn finding(passage: &Passage<'_>, range: Range<usize>, message: String, label: &str) -> Diagnostic {
    Diagnostic::new(Code::FOREIGN_ENTITY, message)
        .at(passage.span_of(range), label)
        .help("像是照抄别的单位留下的，改为本单位的名称，或者写“本单位”")
}

/// Returns the self-references that fit neither the department nor a unit of its own.
fn misfits<'a>(
    reading: &'a Reading<'_>,
    passage: &'a Passage<'_>,
    names: &[&str],
) -> Vec<(&'a str, Range<usize>)> {
    let mut misfits = Vec::new();
    for reference in &reading.prose.entities.self_references {
        if names.iter().any(|name| reference.kinds.are_in(name)) {
            continue;
        }
        let found = reference.words.found_in(&passage.bare);
        let found = found.map(|(at, number)| (at, reference.words.phrase(number)));
        // 基本局面 and 自我园区 hold the two characters and no self-reference.
        let found = found.filter(|(at, word)| {
            let before = passage.bare[..*at].chars().next_back();
            let after = passage.bare[at + word.len()..].chars().next();
            !before.is_some_and(|before| "基根资成版样文自".contains(before))
                && !after.is_some_and(|after| "面部限势".contains(after))
        });
        misfits.extend(found.map(|(at, word)| (word, at..at + word.len())));
    }
    misfits
}

/// Splits 昌黎县总工会 into its place and its body; `None` where it is of no county.
fn county_body(name: &str) -> Option<(&str, &str)> {
    let (at, level) = name.char_indices().skip(2).find(|(_, level)| COUNTY.contains(level))?;
    let (place, body) = name.split_at(at + level.len_utf8());
    body.chars().nth(1).map(|_| (place, body))
}

/// Returns where the passage names the same body of another county.
fn sisters(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    place: &str,
    body: &str,
) -> Vec<Range<usize>> {
    let text = passage.bare.as_ref();
    let own = place.trim_end_matches(COUNTY);
    let other = |(at, _): &(usize, &str)| {
        let before = &text[..*at];
        let level = before.chars().next_back().filter(|level| COUNTY.contains(level))?;
        let stem = &before[..before.len() - level.len_utf8()];
        let start = stem.char_indices().rev().nth(1).map(|(start, _)| start)?;
        let named = stem[start..].chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let general = stem.ends_with(['本', '我', '全', '各', '该', '外', '邻', '市', '省', '的']);
        let clause = passage.clause_at(*at).range;
        let before = &text[clause.start.min(start)..start];
        let partner = reading.prose.entities.partners.are_in(before);
        let foreign = named && !general && !partner && !stem.ends_with(own);
        foreign.then(|| start..at + body.len())
    };
    text.match_indices(body).filter_map(|found| other(&found)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_body_is_its_place_and_its_office() {
        assert_eq!(county_body("昌黎县总工会"), Some(("昌黎县", "总工会")));
        assert_eq!(county_body("北戴河区财政局"), Some(("北戴河区", "财政局")));
        assert_eq!(county_body("河北省总工会"), None);
        assert_eq!(county_body("县总工会"), None);
    }
}
