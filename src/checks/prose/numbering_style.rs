//! N405: numbers of items and documents, and pairs of brackets, that are not written as the standard
//! writes them.
//!
//! The levels are 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3); the year of a document's number stands in
//! 〔〕 (7.2.5).

use std::collections::BTreeSet;
use std::ops::Range;

use super::Reading;
use super::brackets::brackets;
use super::edit::edit;
use super::passage::{Kind, Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::is_chinese;

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 8;
/// The digits of Chinese numbers up to 99.
const CHINESE_DIGITS: &str = "一二三四五六七八九十";

/// One finding for each fault of a passage, at its first place.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in reading.sentences() {
        if let Kind::Heading(_) = passage.kind
            && let Some(mark) = item_mark(&passage.words)
        {
            findings.push(typed_number(reading, passage, mark));
            continue;
        }
        for fault in FAULTS {
            let slips = (fault.find)(&passage.words);
            findings.extend(found(reading, passage, fault, &slips));
        }
    }
}

/// Something written otherwise than the standard says: where, and what to write.
type Slip = (Range<usize>, &'static str);

struct Fault {
    message: &'static str,
    help: &'static str,
    title: &'static str,
    find: fn(&str) -> Vec<Slip>,
}

const FAULTS: &[Fault] = &[
    Fault {
        message: "层次序数写作“1、”，国家标准写作“1.”",
        help: "改为“1.”；带小标题的段落写成 heading 和 text，序号由程序编排",
        title: "“1、”改为“1.”",
        find: comma_behind_digits,
    },
    Fault {
        message: "层次序数的括号不是全角，或者括号后面多了顿号",
        help: "写作“（一）”“（1）”，后面不加标点",
        title: "层次序数改用全角括号，不加顿号",
        find: bracketed_items,
    },
    Fault {
        message: "“一、”的顿号写成了别的标点",
        help: "一级序数写作“一、”",
        title: "序数后面改为顿号",
        find: mark_behind_chinese_number,
    },
    Fault {
        message: "发文字号的年份不在六角括号里",
        help: "写作“〔2023〕12号”",
        title: "发文字号改用六角括号",
        find: document_brackets,
    },
    Fault {
        message: "一对括号一半全角、一半半角",
        help: "中文里的括号都用全角",
        title: "括号改为全角",
        find: mixed_brackets,
    },
];

fn found(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    fault: &Fault,
    slips: &[Slip],
) -> Option<Diagnostic> {
    let (first, _) = slips.first()?;
    let mut finding = Diagnostic::new(Code::NUMBERING_STYLE, fault.message)
        .at(passage.span_of(first.clone()), "")
        .help(fault.help);
    for (range, _) in slips.iter().skip(1).take(MAX_RELATED) {
        finding = finding.related(passage.span_of(range.clone()), "");
    }
    let edits = slips
        .iter()
        .filter_map(|(range, right)| edit(reading.context.sources, passage, range.clone(), right));
    Some(finding.with_fix(fault.title, edits.collect()))
}

/// Returns the finding of a number typed in front of a heading, which the program numbers itself.
fn typed_number(reading: &Reading<'_>, passage: &Passage<'_>, mark: Range<usize>) -> Diagnostic {
    let written = &passage.words[mark.clone()];
    let message = format!("heading 里手写了序号“{written}”，程序会再编一个");
    let edits = edit(reading.context.sources, passage, mark.clone(), "");
    Diagnostic::new(Code::NUMBERING_STYLE, message)
        .at(passage.span_of(mark), "")
        .help("删去序号，只写小标题")
        .with_fix("删去手写的序号", edits.into_iter().collect())
}

/// Returns the number of an item, with its mark, that `text` begins with.
pub(super) fn item_mark(text: &str) -> Option<Range<usize>> {
    let (inner, open) = match text.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let rest = inner.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let chinese = inner.trim_start_matches(|digit| CHINESE_DIGITS.contains(digit));
    let rest = if rest.len() < inner.len() { rest } else { chinese };
    if rest.len() == inner.len() || inner.len() - rest.len() > 3 * '十'.len_utf8() {
        return None;
    }
    let after = if open {
        rest.strip_prefix(['）', ')'])?.trim_start_matches('、')
    } else if chinese.len() < inner.len() {
        rest.strip_prefix(['、', '.', '．'])?
    } else {
        let after = rest.strip_prefix(['、', '.', '．', '）', ')'])?;
        // 1.5 is a number, 1、2 a list.
        (!after.starts_with(|next: char| next.is_ascii_digit())).then_some(after)?
    };
    let after = after.trim_start_matches(' ');
    (!after.is_empty()).then_some(0..text.len() - after.len())
}

/// Returns the places where an item may begin: the start, and behind what ends a sentence.
fn item_starts(text: &str) -> impl Iterator<Item = usize> {
    let behind = text.char_indices().filter_map(|(at, mark)| {
        let ends = matches!(mark, '。' | '；' | '：' | '！' | '？' | ';' | ':' | '\n');
        ends.then_some(at + mark.len_utf8())
    });
    std::iter::once(0)
        .chain(behind)
        .map(|at| at + (text[at..].len() - text[at..].trim_start_matches([' ', '\u{3000}']).len()))
}

fn comma_behind_digits(text: &str) -> Vec<Slip> {
    let comma = |at: usize| {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].strip_prefix('、')?;
        let is_item =
            (1..=2).contains(&digits) && after.starts_with(|next| !char::is_ascii_digit(&next));
        is_item.then(|| (at + digits..at + digits + '、'.len_utf8(), "."))
    };
    item_starts(text).filter_map(comma).collect()
}

fn bracketed_items(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for at in item_starts(text) {
        let Some(open) = text[at..].chars().next().filter(|open| matches!(open, '(' | '（'))
        else {
            continue;
        };
        let start = at + open.len_utf8();
        let number = |digit: char| digit.is_ascii_digit() || CHINESE_DIGITS.contains(digit);
        let rest = text[start..].trim_start_matches(number);
        let end = text.len() - rest.len();
        let Some(close) = rest.chars().next().filter(|close| matches!(close, ')' | '）')) else {
            continue;
        };
        if end == start || text[start..end].chars().count() > 3 {
            continue;
        }
        if open == '(' {
            slips.push((at..start, "（"));
        }
        let after = end + close.len_utf8();
        if close == ')' {
            slips.push((end..after, "）"));
        }
        if text[after..].starts_with('、') {
            slips.push((after..after + '、'.len_utf8(), ""));
        }
    }
    slips
}

fn mark_behind_chinese_number(text: &str) -> Vec<Slip> {
    let mark = |at: usize| {
        let rest = text[at..].trim_start_matches(|digit| CHINESE_DIGITS.contains(digit));
        let start = text.len() - rest.len();
        let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | '．'))?;
        (start > at).then(|| (start..start + mark.len_utf8(), "、"))
    };
    item_starts(text).filter_map(mark).collect()
}

fn document_brackets(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (at, open) in text.char_indices() {
        if !matches!(open, '(' | '（' | '[' | '［' | '【' | '〖') {
            continue;
        }
        let start = at + open.len_utf8();
        let year =
            text.get(start..start + 4).filter(|y| y.starts_with("19") || y.starts_with("20"));
        let close = year.and_then(|_| text[start + 4..].chars().next());
        let Some(close) =
            close.filter(|close| matches!(close, ')' | '）' | ']' | '］' | '】' | '〗'))
        else {
            continue;
        };
        let after = start + 4 + close.len_utf8();
        let number = text[after..].trim_start_matches([' ', '第']);
        let behind = number.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if behind.len() < number.len() && behind.trim_start_matches(' ').starts_with('号') {
            slips.push((at..start, "〔"));
            slips.push((start + 4..after, "〕"));
        }
    }
    slips
}

fn mixed_brackets(text: &str) -> Vec<Slip> {
    let numbers = bracketed_items(text).into_iter().chain(document_brackets(text));
    let numbers: BTreeSet<usize> = numbers.map(|(range, _)| range.start).collect();
    let mut slips = Vec::new();
    for pair in brackets(text).pairs {
        let (half, full) = match (pair.open, pair.close) {
            ((at, '('), (_, '）')) => (at..at + 1, "（"),
            ((_, '（'), (at, ')')) => (at..at + 1, "）"),
            _ => continue,
        };
        let inner = &text[pair.open.0..pair.close.0];
        if !numbers.contains(&half.start) && inner.chars().any(is_chinese) {
            slips.push((half, full));
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(find: fn(&str) -> Vec<Slip>, text: &str) -> String {
        let mut mended = text.to_owned();
        for (range, right) in find(text).into_iter().rev() {
            mended.replace_range(range, right);
        }
        mended
    }

    #[test]
    fn items_are_numbered_as_the_standard_does() {
        for (text, right) in [
            ("1、完善制度。2、加强管理。", "1.完善制度。2.加强管理。"),
            ("1、2号楼", "1、2号楼"),
            ("第1、2项；3、4月份", "第1、2项；3、4月份"),
            ("主要是：1、甲；2、乙", "主要是：1.甲；2.乙"),
        ] {
            assert_eq!(mended(comma_behind_digits, text), right);
        }
        for (text, right) in [
            ("(一)甲。（1)乙。（2）丙", "（一）甲。（1）乙。（2）丙"),
            ("（一）、甲", "（一）甲"),
            ("(含工勤人员1人)", "(含工勤人员1人)"),
            ("甲(1)乙", "甲(1)乙"),
        ] {
            assert_eq!(mended(bracketed_items, text), right);
        }
        assert_eq!(mended(mark_behind_chinese_number, "一.甲；十一．乙"), "一、甲；十一、乙");
    }

    #[test]
    fn years_of_documents_stand_in_their_brackets() {
        for (text, right) in [
            ("昌财[2023]12号", "昌财〔2023〕12号"),
            ("昌财（2023）第12号", "昌财〔2023〕第12号"),
            ("（2023）年", "（2023）年"),
            ("昌财〔2023〕12号", "昌财〔2023〕12号"),
        ] {
            assert_eq!(mended(document_brackets, text), right);
        }
        assert_eq!(mended(mixed_brackets, "甲（乙)；(丙）；(A）"), "甲（乙）；（丙）；(A）");
    }

    #[test]
    fn a_typed_number_is_told_from_a_word() {
        for (text, mark) in [
            ("1、完善制度", Some("1、")),
            ("1.完善制度", Some("1.")),
            ("（一）完善制度", Some("（一）")),
            ("二、 完善制度", Some("二、 ")),
            ("1）完善制度", Some("1）")),
            ("1.5万元", None),
            ("一是完善制度", None),
            ("2023年", None),
            ("完善制度", None),
            ("1.", None),
        ] {
            assert_eq!(item_mark(text).map(|range| &text[range]), mark, "{text}");
        }
    }
}
