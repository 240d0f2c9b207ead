//! N406: half-width marks and typed spaces in Chinese text, marks that stand alone or twice, 、 where
//! a clause ends, and no mark at all before 其中 (GB/T 15834-2011).

use std::ops::Range;

use super::Reading;
use super::brackets::brackets;
use super::edit::edit;
use super::passage::{FIGURE, Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::is_chinese;

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 8;

/// One finding for each fault of a passage, at its first place.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &reading.prose.punctuation;
    for passage in reading.sentences() {
        let text = passage.words.as_ref();
        let half = half_width(text, &words.half_width);
        let message = format!("中文里有 {} 处半角标点", half.len());
        let help = "改为全角标点：，。；：？！（）“”";
        findings.extend(found(reading, passage, &message, help, "半角标点改为全角", &half));

        let spaces = typed_spaces(text);
        let message = format!("汉字和数字之间有 {} 处手打的空格", spaces.len());
        let help = "删去空格，间距由排版决定";
        findings.extend(found(reading, passage, &message, help, "删去手打的空格", &spaces));

        let doubled = doubled_marks(text);
        let help = "留下其中一个";
        findings.extend(found(reading, passage, "标点重复", help, "删去重复的标点", &doubled));

        let joined = missing_commas(text);
        let message = "数字后面的“其中”另起一个分句，前面少了逗号";
        let help = "在“其中”前面加逗号";
        findings.extend(found(reading, passage, message, help, "补上逗号", &joined));

        for (at, mark) in brackets(text).alone {
            let range = at..at + mark.len_utf8();
            findings.push(
                Diagnostic::new(Code::PUNCTUATION, format!("标点 {mark} 没有成对"))
                    .at(passage.span_of(range), "")
                    .help("补上另一半，或者删去"),
            );
        }
        for (at, number) in words.clause_openers.found_in(text) {
            if !text[..at].ends_with('、') {
                continue;
            }
            let opener = words.clause_openers.phrase(number);
            let range = at - '、'.len_utf8()..at + opener.len();
            let message = format!("“{opener}”另起一个分句，前面用了顿号");
            findings.push(
                Diagnostic::new(Code::PUNCTUATION, message)
                    .at(passage.span_of(range), "")
                    .help("顿号只用在并列的词语之间，这里改为逗号"),
            );
        }
    }
}

/// What stands wrong, and what to write.
type Slip = (Range<usize>, String);

fn found(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    message: &str,
    help: &str,
    title: &str,
    slips: &[Slip],
) -> Option<Diagnostic> {
    let (first, _) = slips.first()?;
    let mut finding = Diagnostic::new(Code::PUNCTUATION, message)
        .at(passage.span_of(first.clone()), "")
        .help(help);
    for (range, _) in slips.iter().skip(1).take(MAX_RELATED) {
        finding = finding.related(passage.span_of(range.clone()), "");
    }
    let edits = slips
        .iter()
        .filter_map(|(range, right)| edit(reading.context.sources, passage, range.clone(), right));
    Some(finding.with_fix(title, edits.collect()))
}

/// Returns the half-width marks that stand in Chinese text, each with its full-width mark.
fn half_width(text: &str, marks: &[(char, char)]) -> Vec<Slip> {
    let full = |half: char| marks.iter().find(|(mark, _)| *mark == half).map(|(_, full)| *full);
    let mut slips = Vec::new();
    let mut previous = None;
    for (at, half) in text.char_indices() {
        let Some(full) = full(half) else {
            if half != ' ' {
                previous = Some(half);
            }
            continue;
        };
        let next = text[at + half.len_utf8()..].trim_start_matches(' ').chars().next();
        let next_to = |mark: Option<char>| mark.is_some_and(is_chinese);
        let is_slip = match half {
            // Brackets are read in pairs; a point ends a sentence only behind Chinese.
            '(' | ')' => false,
            '.' => {
                let ends = next.is_none() && matches!(previous, Some('%' | FIGURE));
                let behind = next_to(previous) && next.is_none_or(is_chinese);
                (ends || behind) && !begins_item(&text[..at])
            }
            _ => next_to(previous) || next_to(next) && previous != Some('/'),
        };
        if is_slip {
            slips.push((at..at + half.len_utf8(), full.to_string()));
        }
        previous = Some(half);
    }
    for pair in brackets(text).pairs {
        if (pair.open.1, pair.close.1) != ('(', ')') {
            continue;
        }
        let inner = &text[pair.open.0 + 1..pair.close.0];
        let before = text[..pair.open.0].trim_end_matches(' ').chars().next_back();
        let chinese = inner.chars().any(is_chinese) || before.is_some_and(is_chinese);
        if let (true, Some(open), Some(close)) = (chinese && !is_item(inner), full('('), full(')'))
        {
            slips.push((pair.open.0..pair.open.0 + 1, open.to_string()));
            slips.push((pair.close.0..pair.close.0 + 1, close.to_string()));
        }
    }
    slips.extend(half_quotes(text));
    slips.sort_by_key(|(range, _)| range.start);
    slips
}

/// Returns whether `inner` is the number of an item, whose brackets are another matter.
fn is_item(inner: &str) -> bool {
    let number = |digit: char| digit.is_ascii_digit() || "一二三四五六七八九十".contains(digit);
    !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(number)
}

/// Returns whether `before` ends in the Chinese number of an item.
fn begins_item(before: &str) -> bool {
    let rest = before.trim_end_matches(|digit| "一二三四五六七八九十".contains(digit));
    rest.len() < before.len() && (rest.is_empty() || rest.ends_with(['。', '；', '：']))
}

/// Returns the `"` around Chinese, opening and closing in turn; none where one is left over.
fn half_quotes(text: &str) -> Vec<Slip> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let is_whole = quotes.len().is_multiple_of(2);
    let mut slips = Vec::new();
    for pair in quotes.chunks_exact(2).filter(|_| is_whole) {
        if let [open, close] = *pair
            && text[open + 1..close].chars().any(is_chinese)
        {
            slips.push((open..open + 1, "“".to_owned()));
            slips.push((close..close + 1, "”".to_owned()));
        }
    }
    slips
}

/// Returns the spaces between Chinese and Chinese, digits or figures.
fn typed_spaces(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut previous = None;
    let mut position = 0;
    while let Some(character) = text[position..].chars().next() {
        if !is_gap(character) {
            previous = Some(character);
            position += character.len_utf8();
            continue;
        }
        let rest = text[position..].trim_start_matches(is_gap);
        let end = text.len() - rest.len();
        let next = rest.chars().next();
        let sides = [previous, next].map(|side| side.map(side_of));
        // An indent is the layout's, so a text begins with no space.
        let is_slip = matches!(
            sides,
            [Some(Side::Chinese), Some(Side::Chinese | Side::Number)]
                | [Some(Side::Number), Some(Side::Chinese)]
                | [None, Some(_)]
        );
        if is_slip {
            slips.push((position..end, String::new()));
        }
        position = end;
    }
    slips
}

fn is_gap(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{a0}' | '\t')
}

/// What stands beside a space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Chinese,
    Number,
    Other,
}

fn side_of(character: char) -> Side {
    match character {
        FIGURE | '0'..='9' | '%' => Side::Number,
        _ if is_chinese(character) => Side::Chinese,
        _ => Side::Other,
    }
}

/// Returns the marks that follow a mark: of ，。 the second.
fn doubled_marks(text: &str) -> Vec<Slip> {
    let is_mark = |mark: char| matches!(mark, '，' | '。' | '；' | '：' | '、');
    let mut slips = Vec::new();
    let mut previous = None;
    for (at, mark) in text.char_indices() {
        if is_mark(mark) && previous.is_some_and(is_mark) {
            slips.push((at..at + mark.len_utf8(), String::new()));
        }
        previous = Some(mark);
    }
    slips
}

/// Returns the ends of numbers with their units that 其中 follows without a mark.
fn missing_commas(text: &str) -> Vec<Slip> {
    const UNITS: [&str; 8] = ["万元", "元", "%", "％", "个", "人", "项", "分"];
    let is_number = |before: &str| before.trim_end_matches(' ').ends_with(is_figure_end);
    let mut slips = Vec::new();
    for (at, _) in text.match_indices("其中") {
        let before = text[..at].trim_end_matches(' ');
        let unit = UNITS.iter().find_map(|unit| before.strip_suffix(unit).filter(|b| is_number(b)));
        if let Some((last, end)) = before.char_indices().next_back().filter(|_| unit.is_some()) {
            slips.push((last..before.len(), format!("{end}，")));
        }
    }
    slips
}

fn is_figure_end(character: char) -> bool {
    character == FIGURE || character.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: &[(char, char)] = &[
        (',', '，'),
        (';', '；'),
        (':', '：'),
        ('?', '？'),
        ('!', '！'),
        ('(', '（'),
        (')', '）'),
        ('.', '。'),
    ];

    fn mended(slips: Vec<Slip>, text: &str) -> String {
        let mut mended = text.to_owned();
        for (range, right) in slips.into_iter().rev() {
            mended.replace_range(range, &right);
        }
        mended
    }

    #[test]
    fn half_width_marks_in_chinese_are_found() {
        for (text, right) in [
            ("本部门(含所属预算单位)整体,年初:", "本部门（含所属预算单位）整体，年初："),
            ("共1,234.5万元,比例1:1", "共1,234.5万元，比例1:1"),
            ("见http://a.gov.cn/b,c", "见http://a.gov.cn/b,c"),
            ("使用OA, ERP系统.", "使用OA, ERP系统。"),
            ("一.甲", "一.甲"),
            ("(一)甲", "(一)甲"),
            ("\"三公\"经费", "“三公”经费"),
            ("5\"屏", "5\"屏"),
        ] {
            assert_eq!(mended(half_width(text, MARKS), text), right);
        }
    }

    #[test]
    fn spaces_beside_chinese_are_found() {
        for (text, right) in [
            ("2023 年本部门", "2023年本部门"),
            ("自评 工作", "自评工作"),
            ("\u{3000}\u{3000}本单位", "本单位"),
            ("OA 系统", "OA 系统"),
            ("甲 {{", "甲 {{"),
            ("甲 \u{1}\u{1} 万元", "甲\u{1}\u{1}万元"),
            ("a b", "a b"),
        ] {
            assert_eq!(mended(typed_spaces(text), text), right);
        }
    }

    #[test]
    fn a_mark_stands_once() {
        assert_eq!(mended(doubled_marks("甲，，乙。。丙……"), "甲，，乙。。丙……"), "甲，乙。丙……");
    }

    #[test]
    fn a_comma_stands_before_a_part_of_a_number() {
        for (text, right) in [
            ("支出803.74万元其中基本支出757.49万元", "支出803.74万元，其中基本支出757.49万元"),
            ("项目\u{1}个其中优\u{1}个", "项目\u{1}个，其中优\u{1}个"),
            ("完成95%其中甲100%", "完成95%，其中甲100%"),
            ("支出5万元，其中甲2万元；乐在其中", "支出5万元，其中甲2万元；乐在其中"),
            ("两个其中之一", "两个其中之一"),
        ] {
            assert_eq!(mended(missing_commas(text), text), right);
        }
    }
}
