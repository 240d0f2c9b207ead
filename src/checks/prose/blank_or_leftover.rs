//! C310: a blank, or what a template left behind.

use std::ops::Range;

use super::Reading;
use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{IndicatorPoints, ProjectField, Value};
use crate::form::LeftoverWords;
use crate::model::Indicator;

/// Reads every text, then the scores and the date.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in &reading.passages {
        if passage.value().trim().is_empty() {
            let message = "这里是空的";
            findings.push(finding(passage.span(), message.to_owned(), "填写内容，或者删去这一项"));
        } else if let Some(range) = leftover(&passage.words, &reading.prose.leftovers) {
            let message = format!("“{}”是模板里留下的，没有填写", shown(passage, &range));
            let help = "填写实际内容，或者删去；隐去人名的，写成“张××”";
            findings.push(finding(passage.span_of(range), message, help));
        }
    }
    blank_scores(reading, findings);
    undated(reading, findings);
}

fn finding(span: crate::source::Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BLANK_OR_LEFTOVER, message).at(span, "").help(help)
}

fn shown<'a>(passage: &Passage<'a>, range: &Range<usize>) -> &'a str {
    &passage.value()[range.clone()]
}

/// Returns the first leftover of a text.
fn leftover(text: &str, words: &LeftoverWords) -> Option<Range<usize>> {
    let phrase = words.phrases.first_in(text);
    let phrase = phrase.map(|(start, phrase)| start..start + phrase.len());
    let found = [phrase, blanks(text, &words.surnames), empty_brackets(text), indicator_row(text)];
    found.into_iter().flatten().min_by_key(|range| range.start)
}

/// Returns the first run of ××, XX, ** or __ that is no name's, no number's and no word's.
fn blanks(text: &str, surnames: &str) -> Option<Range<usize>> {
    let is_blank = |character: char| {
        matches!(character, '×' | '╳' | '✕' | 'X' | 'x' | 'Ｘ' | 'ｘ' | '*' | '＊' | '_' | '＿')
    };
    let mut previous: Option<char> = None;
    let mut position = 0;
    while let Some(character) = text[position..].chars().next() {
        if !is_blank(character) {
            previous = Some(character);
            position += character.len_utf8();
            continue;
        }
        let rest = text[position..].trim_start_matches(is_blank);
        let range = position..text.len() - rest.len();
        let next = rest.chars().next();
        let is_run = text[range.clone()].chars().nth(1).is_some();
        // ID and telephone numbers are masked between digits; V×× and XXL are words.
        let of_word = |side: Option<char>| side.is_some_and(|side| side.is_ascii_alphanumeric());
        let of_name = previous.is_some_and(|side| surnames.contains(side)) && !is_unit(rest);
        if is_run && !of_word(previous) && !of_word(next) && !of_name {
            return Some(range);
        }
        previous = Some(character);
        position = range.end;
    }
    None
}

/// Returns whether `rest` goes on with what stands behind a number or a place: 金××万元 is no name.
fn is_unit(rest: &str) -> bool {
    ["万元", "元", "个", "人", "项", "%", "％", "分", "年", "月", "日", "县", "市", "区"]
        .iter()
        .any(|unit| rest.starts_with(unit))
}

fn empty_brackets(text: &str) -> Option<Range<usize>> {
    text.char_indices().find_map(|(start, open)| {
        let close = match open {
            '（' => '）',
            '【' => '】',
            '《' => '》',
            '“' => '”',
            _ => return None,
        };
        let rest = text[start + open.len_utf8()..].trim_start_matches([' ', '\u{3000}']);
        let end = text.len() - rest.len();
        rest.starts_with(close).then(|| start..end + close.len_utf8())
    })
}

/// Returns a row that a form leaves open: 指标2……, or 指标2 alone.
fn indicator_row(text: &str) -> Option<Range<usize>> {
    text.match_indices("指标").find_map(|(start, word)| {
        let rest = &text[start + word.len()..];
        let after = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let numbered = after.len() < rest.len();
        let open = after.trim_start_matches(['：', ':']);
        let dots = open.len() - open.trim_start_matches(['…', '.']).len();
        let alone = start == 0 && open.is_empty();
        (numbered && (alone || dots > 1)).then(|| start..text.len() - open.len() + dots)
    })
}

/// An evaluated project or an indicator without a score, where others have theirs.
fn blank_scores(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = reading.context.edition.filing();
    let mut evaluated = Vec::new();
    for (project, figures) in filing.projects.iter().zip(reading.context.figures.projects()) {
        let is_stated = project.score.is_some();
        let points = figures.indicator_points();
        blank_indicators(&project.indicators, points, is_stated, findings);
        // An indicator's blank leaves its project without a score: one finding is enough.
        if project.evaluated && project.indicators.is_empty() {
            evaluated.push((project, figures.value(ProjectField::Score) != Value::Absent));
        }
    }
    let is_stated = filing.evaluation.score.is_some();
    let points = reading.context.figures.indicator_points();
    blank_indicators(&filing.evaluation.indicators, points, is_stated, findings);
    if evaluated.iter().any(|(_, is_scored)| *is_scored) {
        for (project, _) in evaluated.iter().filter(|(_, is_scored)| !is_scored) {
            let message = format!("项目“{}”没有自评得分", project.name.value);
            let help = "补写 score；没有开展自评的，写 evaluated: false 和 not_evaluated_reason";
            findings.push(finding(project.id.span, message, help));
        }
    }
}

/// An indicator that nobody and no rule gave points, where others have theirs; where the total is
/// stated, the points may be left out altogether.
fn blank_indicators(
    indicators: &[Indicator],
    points: &[IndicatorPoints],
    total_is_stated: bool,
    findings: &mut Vec<Diagnostic>,
) {
    let is_filed = indicators.iter().any(|indicator| indicator.score.is_some());
    let is_computed = points.iter().any(|points| points.computed.is_some());
    if !is_filed && (total_is_stated || !is_computed) {
        return;
    }
    let scored = indicators.iter().zip(points);
    for (indicator, _) in scored.filter(|(_, points)| points.awarded.is_none()) {
        let message = format!("指标“{}”没有得分", indicator.name.value);
        let help = "补写 score；或者填写指标值、实际完成值和计算符号（定性指标填写 achieved_share），\
                    由程序计分";
        findings.push(finding(indicator.name.span, message, help));
    }
}

/// A report that will be written and bears no date.
fn undated(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = reading.context.edition.filing();
    if filing.evaluation.dated().is_none() && reading.narrative().next().is_some() {
        let help = "补写 evaluation.completed_on（自评完成日期）";
        findings.push(finding(filing.fiscal_year.span, "报告没有日期".to_owned(), help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Phrases;

    fn found(text: &str) -> Option<&str> {
        let words = LeftoverWords {
            phrases: Phrases::new(vec!["请填写".to_owned()]),
            surnames: "张金".to_owned(),
        };
        leftover(text, &words).map(|range| &text[range])
    }

    #[test]
    fn leftovers_are_told_from_names_numbers_and_words() {
        for (text, left) in [
            ("困难职工张××等人", None),
            ("资金××万元", Some("××")),
            ("安排金××万元", Some("××")),
            ("XX县总工会", Some("XX")),
            ("138****1234", None),
            ("得分＝权重×执行率", None),
            ("尺码XXL", None),
            ("（请填写原因）", Some("请填写")),
            ("原因是（ ）。", Some("（ ）")),
            ("指标2……", Some("指标2……")),
            ("指标1", Some("指标1")),
            ("指标1：体检人数", None),
            ("各项指标完成", None),
            ("主要有：____", Some("____")),
        ] {
            assert_eq!(found(text), left, "{text}");
        }
    }
}
