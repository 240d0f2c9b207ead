//! The search: which withheld values stand in a passage.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::{self, Number};
use super::fold::Folded;
use super::needles::{Form, Needles, Reach};
use super::numerals::{goes_on, is_numeral};
use super::passage::{Passage, PassageKind};

/// How far from a name a short value counts, in bytes of folded text: some fifty Chinese characters,
/// a row of a table.
const NEAR: usize = 150;
/// The most pieces that the digits of a number stand in: 0335-2023-456.
const MOST_PIECES: usize = 8;
/// What counts things, not money, where it follows a whole number.
const COUNTERS: &str = "人名个次户件项台套场天页期年月日号条米亩辆家届份本册岁";
/// The most digits of a number of things: a longer number is money whatever follows it.
const MOST_COUNTED: usize = 5;

/// A text that was found.
#[derive(Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    text: usize,
}

impl Needles {
    /// Returns the numbers of the values that stand in `passage`.
    pub(super) fn find(&self, passage: &Passage) -> BTreeSet<usize> {
        let folded = Folded::of(&passage.text);
        let found = self.texts_in(&folded);
        let mut names: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for found in &found {
            names.entry(found.text).or_default().push(found.start);
        }
        let is_near = |form: &Form, at: usize| {
            self.values[form.value].beside.iter().any(|name| {
                let places = names.get(name).map_or(&[][..], Vec::as_slice);
                let next = places.partition_point(|place| *place + NEAR < at);
                places.get(next).is_some_and(|place| *place <= at + NEAR)
            })
        };
        let counts = |form: &Form, at: usize| match (form.reach, passage.kind) {
            (Reach::Everywhere, _) | (Reach::Words, PassageKind::Words) => true,
            (Reach::Settings, kind) => kind != PassageKind::Bytes,
            (Reach::Beside, PassageKind::Words) => is_near(form, at),
            (Reach::Words | Reach::Beside, _) => false,
        };
        let mut values = BTreeSet::new();
        for found in &found {
            let forms = self.texts[found.text].forms.iter();
            values.extend(forms.filter(|form| counts(form, found.start)).map(|form| form.value));
        }
        if !self.digits.is_empty() {
            for (digits, at) in self.long_numbers(&folded) {
                let forms = self.digits[&digits].iter();
                values.extend(forms.filter(|form| counts(form, at)).map(|form| form.value));
            }
        }
        if passage.kind != PassageKind::Bytes && !self.numbers.is_empty() {
            for number in amounts::numbers(&folded) {
                let Some(forms) = self.numbers.get(&number.text) else { continue };
                if is_amount(&folded, &number, passage.kind) {
                    // A written amount is one in the settings too.
                    let forms = forms
                        .iter()
                        .filter(|form| form.reach == Reach::Words || counts(form, number.start));
                    values.extend(forms.map(|form| form.value));
                }
            }
        }
        values
    }

    /// Returns the numbers of the texts that stand in `folded`.
    pub(super) fn standing_in(&self, folded: &Folded) -> BTreeSet<usize> {
        self.texts_in(folded).into_iter().map(|found| found.text).collect()
    }

    /// Returns the long numbers that stand in `folded`.
    pub(super) fn digits_in(&self, folded: &Folded) -> BTreeSet<String> {
        self.long_numbers(folded).into_iter().map(|(digits, _)| digits).collect()
    }

    /// Returns the texts that stand in `folded`, each whole, and none inside a longer name that is
    /// public.
    fn texts_in(&self, folded: &Folded) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let matches = automaton.find_overlapping_iter(&folded.text).map(|found| Found {
            start: found.start(),
            end: found.end(),
            text: found.pattern().as_usize(),
        });
        let mut found: Vec<_> = matches.filter(|found| self.is_whole(folded, *found)).collect();
        found.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end)));
        // The public name that reaches farthest of those that begin so far.
        let mut cover: Option<Found> = None;
        found.retain(|found| {
            let is_covered = cover.is_some_and(|cover| {
                found.end <= cover.end && found.end - found.start < cover.end - cover.start
            });
            let is_public = self.texts[found.text].is_public_name;
            if is_public && cover.is_none_or(|cover| cover.end < found.end) {
                cover = Some(*found);
            }
            !is_covered
        });
        found
    }

    /// Returns whether what stands around a text lets it be the whole of a word or a number.
    fn is_whole(&self, folded: &Folded, found: Found) -> bool {
        let Found { start, end, text } = found;
        let before = folded.text[..start].chars().next_back().filter(|_| !folded.has_gap(start));
        let after = folded.text[end..].chars().next().filter(|_| !folded.has_gap(end));
        let inside = &folded.text[start..end];
        if self.texts[text].is_numeral {
            let opens = before.is_none_or(|c| !is_numeral(c) && !c.is_ascii_digit() && c != '.');
            return opens && after.is_none_or(|c| !goes_on(inside, c) && !c.is_ascii_digit());
        }
        let is_open = |edge: Option<char>, beyond: Option<char>| {
            let both = edge.zip(beyond);
            both.is_none_or(|(edge, beyond)| {
                !(edge.is_ascii_alphanumeric() && beyond.is_ascii_alphanumeric())
            })
        };
        let is_decimal = after == Some('.')
            && inside.ends_with(|c: char| c.is_ascii_digit())
            && folded.text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        is_open(inside.chars().next(), before)
            && is_open(inside.chars().next_back(), after)
            && !is_decimal
    }

    /// Returns the long numbers that stand in `folded` whole, however their digits are parted, and
    /// where each begins.
    fn long_numbers(&self, folded: &Folded) -> Vec<(String, usize)> {
        let bytes = folded.text.as_bytes();
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while at < bytes.len()
                && bytes[at].is_ascii_digit()
                && (at == start || !folded.has_gap(at))
            {
                at += 1;
            }
            if start == at {
                at += 1;
            } else {
                pieces.push((start, at));
            }
        }
        let mut found = Vec::new();
        for first in 0..pieces.len() {
            let mut digits = String::new();
            for last in first..pieces.len().min(first + MOST_PIECES) {
                let (start, end) = pieces[last];
                if last > first && !is_parting(&folded.text[pieces[last - 1].1..start]) {
                    break;
                }
                digits.push_str(&folded.text[start..end]);
                let is_edged = |edge: Option<u8>| edge.is_some_and(|c| c.is_ascii_alphanumeric());
                let (before, after) =
                    (pieces[first].0.checked_sub(1).map(|at| bytes[at]), bytes.get(end).copied());
                let opens = folded.has_gap(pieces[first].0) || !is_edged(before);
                let closes = folded.has_gap(end) || !is_edged(after);
                if opens && closes && self.digits.contains_key(&digits) {
                    found.push((digits.clone(), pieces[first].0));
                }
            }
        }
        found
    }
}

/// Returns whether `between` may part the digits of one number.
fn is_parting(between: &str) -> bool {
    between.chars().count() <= 2
        && between.chars().all(|c| matches!(c, '-' | '(' | ')' | '+' | '–' | '—' | '‐' | '‑'))
}

/// Returns whether a number may be an amount: no count of things, and in a setting no bare integer.
fn is_amount(folded: &Folded, number: &Number, kind: PassageKind) -> bool {
    let written = &folded.text[number.start..number.end];
    let is_bare = written.bytes().all(|byte| byte.is_ascii_digit());
    let next = folded.text[number.end..].chars().next().filter(|_| !folded.has_gap(number.end));
    let is_count =
        written.len() <= MOST_COUNTED && next.is_some_and(|next| COUNTERS.contains(next));
    !(is_bare && (is_count || kind == PassageKind::Settings))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::fold::PART;
    use super::super::public::Allowed;
    use super::*;
    use crate::edition::{Secret, SecretValue, Withheld, WithheldItem, WithheldKind};
    use crate::quantity::{Amount, AmountUnit};
    use crate::source::{SourceId, Span};

    const SPAN: Span = Span { source: SourceId(0), start: 0, end: 1 };

    fn allowed(texts: &[&str], names: &[&str], numbers: &[&str]) -> Allowed {
        let joined = [texts, names].concat().join(&PART.to_string());
        Allowed {
            texts: Folded::of(&joined),
            wording: Folded::of("年初预算安排\u{1f}满意度指标"),
            names: names.iter().map(|name| Folded::of(name).text).collect(),
            numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
            numerals: BTreeSet::new(),
        }
    }

    fn item(kind: WithheldKind, label: &str, secrets: &[(&str, &[&str])]) -> Withheld {
        let secrets = secrets.iter().map(|(value, beside)| {
            let amount = Amount::parse(value, AmountUnit::TenThousandYuan);
            let is_amount = kind == WithheldKind::Project && amount.is_ok();
            let value = match amount {
                Ok(amount) if is_amount => SecretValue::Amount(amount),
                _ => SecretValue::Text((*value).to_owned()),
            };
            Secret { span: SPAN, value, beside: beside.iter().map(|b| (*b).to_owned()).collect() }
        });
        let (secrets, label) = (secrets.collect(), label.to_owned());
        Withheld { items: vec![WithheldItem { span: SPAN, kind, label, ground: None, secrets }] }
    }

    fn finds(needles: &Needles, text: &str, kind: PassageKind) -> bool {
        let passage = Passage { kind, ..Passage::words("", text) };
        !needles.find(&passage).is_empty()
    }

    #[test]
    fn an_amount_is_found_in_every_form_and_no_other_number_is() {
        let withheld = item(WithheldKind::Project, "考务密室", &[("384.2076", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        for text in [
            "3842076元",
            "384.2076万元",
            "384.21万元",
            "3,842,076.00元",
            "３８４２０７６",
            "3 842 076",
            "384\n2076",
            "三百八十四万二千零七十六元",
            "叁佰捌拾肆万贰仟零柒拾陆元整",
            "384万2076元",
            "三百八十四点二一万元",
            "0.03842076亿元",
            "年初\u{1f}3842076\u{1f}年末",
        ] {
            assert!(finds(&needles, text, PassageKind::Words), "{text}");
        }
        for text in [
            "13842076",
            "384.22",
            "384.2",
            "384",
            "2023-3842076",
            "384.21%",
            "一千三百八十四点二一",
        ] {
            assert!(!finds(&needles, text, PassageKind::Words), "{text}");
        }
        assert!(!finds(&needles, "3842076", PassageKind::Settings), "a bare integer is a measure");
        assert!(finds(&needles, "384.2076", PassageKind::Settings));
        assert!(!finds(&needles, "384.2076", PassageKind::Bytes));
    }

    #[test]
    fn a_short_value_counts_beside_its_name_only() {
        let withheld = item(WithheldKind::Project, "考务", &[("40", &["考务密室", "青河县"])]);
        let needles = Needles::of(&withheld, &allowed(&[], &["青河县"], &[]));
        assert!(finds(&needles, "考务密室\u{1f}40\u{1f}40", PassageKind::Words));
        assert!(finds(&needles, "40万元用于考务密室", PassageKind::Words));
        assert!(
            !finds(&needles, "青河县40万元", PassageKind::Words),
            "everybody is told of 青河县"
        );
        assert!(!finds(&needles, "40万元", PassageKind::Words));
        let far = format!("考务密室{}40万元", "甲".repeat(NEAR));
        assert!(!finds(&needles, &far, PassageKind::Words));
    }

    #[test]
    fn counts_and_years_are_no_amounts() {
        let withheld = item(WithheldKind::Project, "甲", &[("0.2023", &[]), ("1.2345", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        for text in ["2023年", "〔2023〕7号", "2023", "12345人", "12345个"] {
            assert!(!finds(&needles, text, PassageKind::Words), "{text}");
        }
        assert!(finds(&needles, "12345元", PassageKind::Words));
    }

    #[test]
    fn names_are_found_whole_and_everywhere_but_inside_longer_public_ones() {
        let withheld =
            item(WithheldKind::Project, "校舍维修", &[("校舍维修", &[]), ("QH-7731", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &["校舍维修改造"], &[]));
        assert!(!finds(&needles, "校舍维修改造完工", PassageKind::Words));
        for kind in [PassageKind::Words, PassageKind::Settings, PassageKind::Bytes] {
            assert!(finds(&needles, "校舍维修改造和校舍 维修", kind), "{kind:?}");
            assert!(finds(&needles, "(qh-7731)", kind), "{kind:?}");
            assert!(!finds(&needles, "qh-77310", kind), "{kind:?}");
        }
        assert!(needles.exempt.is_empty());
    }

    #[test]
    fn a_name_of_one_character_is_not_searched_for() {
        let withheld = item(WithheldKind::Person, "", &[("明", &[]), ("高明", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        assert!(!finds(&needles, "说明", PassageKind::Words));
        assert!(finds(&needles, "经办人：高　明", PassageKind::Words));
    }

    #[test]
    fn a_telephone_is_found_however_its_digits_are_parted() {
        let withheld = item(WithheldKind::Person, "", &[("138-1234-5678", &[]), ("2023456", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        for text in ["13812345678", "电话138 1234 5678。", "138-12345678", "0335-2023456"] {
            assert!(finds(&needles, text, PassageKind::Words), "{text}");
        }
        for text in ["113812345678", "138123456789", "a13812345678", "20234567"] {
            assert!(!finds(&needles, text, PassageKind::Words), "{text}");
        }
        assert!(finds(&needles, "13812345678", PassageKind::Settings));
        assert!(!finds(&needles, "2023456", PassageKind::Settings));
    }

    #[test]
    fn a_sentence_is_found_by_its_clauses() {
        let sentence = "仅供内部研究的处置意见，待上级单位批准后再行公布";
        let withheld = item(WithheldKind::Paragraph, "", &[(sentence, &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        for text in [sentence, "待上级单位批准后\n再行公布", "仅供内部研究的处置意见。"]
        {
            assert!(finds(&needles, text, PassageKind::Bytes), "{text}");
        }
        assert!(!finds(&needles, "仅供内部研究", PassageKind::Words));
    }

    #[test]
    fn a_value_of_an_indicator_counts_beside_the_indicator() {
        let secrets: [(&str, &[&str]); 2] = [("暗访次数", &[]), ("12次", &["暗访次数"])];
        let withheld = item(WithheldKind::FormRow, "", &secrets[1..]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        assert!(!finds(&needles, "培训12次", PassageKind::Words));
        assert!(finds(&needles, "暗访次数\u{1f}12次", PassageKind::Words));
        let withheld = item(WithheldKind::FormRow, "", &secrets[..1]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        assert!(finds(&needles, "暗访次数", PassageKind::Settings));
    }

    #[test]
    fn what_is_public_too_is_exempt_and_noted() {
        let withheld = item(WithheldKind::Project, "甲乙", &[("384.2076", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &["384.21"]));
        assert!(!finds(&needles, "384.21", PassageKind::Words));
        assert!(finds(&needles, "384.2076", PassageKind::Words), "only the form that is public");
        assert_eq!(needles.exempt.len(), 1);

        let withheld = item(WithheldKind::FormRow, "", &[("满意度指标", &[]), ("追加经费", &[])]);
        let needles = Needles::of(&withheld, &allowed(&["年中追加经费"], &[], &[]));
        assert!(!finds(&needles, "满意度指标、追加经费", PassageKind::Words));
        assert_eq!(needles.exempt.len(), 2);

        let withheld = item(WithheldKind::Person, "", &[("年初预算安排", &[])]);
        let needles = Needles::of(&withheld, &allowed(&[], &[], &[]));
        assert!(finds(&needles, "年初预算安排", PassageKind::Words), "fixed words free no name");
    }
}
