//! The pieces of a text that a comparison never splits: words, numbers, quoted figures; and its
//! sentences.

use std::ops::Range;

use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{
    SentenceSegmenter, SentenceSegmenterBorrowed, WordSegmenter, WordSegmenterBorrowed,
};

use crate::document::Run;

/// Finds words and sentences (UAX #29; Chinese words by dictionary).
pub(super) struct Segmenters {
    words: WordSegmenterBorrowed<'static>,
    sentences: SentenceSegmenterBorrowed<'static>,
}

impl Segmenters {
    pub(super) fn new() -> Self {
        Self {
            words: WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()),
            sentences: SentenceSegmenter::new(SentenceBreakInvariantOptions::default()),
        }
    }
}

/// The text of some runs with its pieces.
pub(super) struct Pieces<'a> {
    runs: &'a [Run],
    /// Where each run begins in the text.
    run_starts: Vec<usize>,
    text: String,
    /// Where the pieces begin, and the end of the text.
    edges: Vec<usize>,
    /// The pieces of each sentence.
    sentences: Vec<Range<usize>>,
}

impl<'a> Pieces<'a> {
    /// Cuts the text of `runs`.
    pub(super) fn of(runs: &'a [Run], segmenters: &Segmenters) -> Self {
        let mut text = String::with_capacity(runs.iter().map(|run| run.text.len()).sum());
        let mut run_starts = Vec::with_capacity(runs.len());
        for run in runs {
            run_starts.push(text.len());
            text.push_str(&run.text);
        }
        let whole = whole_stretches(&text, runs, &run_starts);
        let mut edges: Vec<usize> = segmenters.words.segment_str(&text).collect();
        let mut stretches = whole.iter().peekable();
        edges.retain(|edge| {
            while stretches.next_if(|stretch| stretch.end <= *edge).is_some() {}
            stretches.peek().is_none_or(|stretch| *edge <= stretch.start)
        });
        // Some number or figure may begin or end where no word does.
        edges.extend(whole.iter().flat_map(|stretch| [stretch.start, stretch.end]));
        edges.extend([0, text.len()]);
        edges.sort_unstable();
        edges.dedup();
        let sentences = sentences(&text, &edges, segmenters);
        Self { runs, run_starts, text, edges, sentences }
    }

    /// Returns the sentences as ranges of pieces, which cover the text.
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Returns the text of the pieces in `range`.
    pub(super) fn text(&self, range: &Range<usize>) -> &str {
        &self.text[self.edges[range.start]..self.edges[range.end]]
    }

    /// Returns the texts of the pieces in `range`, one by one.
    pub(super) fn texts(&self, range: &Range<usize>) -> Vec<&str> {
        let edges = &self.edges[range.start..=range.end];
        edges.windows(2).map(|pair| &self.text[pair[0]..pair[1]]).collect()
    }

    /// Returns the runs that the pieces in `range` consist of.
    pub(super) fn runs(&self, range: &Range<usize>) -> Vec<Run> {
        let (start, end) = (self.edges[range.start], self.edges[range.end]);
        let mut index = self.run_starts.partition_point(|begin| *begin <= start).saturating_sub(1);
        let mut runs = Vec::new();
        while let (Some(run), Some(begin)) = (self.runs.get(index), self.run_starts.get(index)) {
            if end <= *begin {
                break;
            }
            let part = start.max(*begin)..end.min(begin + run.text.len());
            if !part.is_empty() {
                runs.push(Run {
                    text: self.text[part].to_owned(),
                    figure: run.figure.clone(),
                    strong: run.strong,
                    change: run.change,
                });
            }
            index += 1;
        }
        runs
    }
}

/// Returns the sentences of `text` as ranges of its pieces; a semicolon ends one as well, since the
/// sentences of reports list by it.
fn sentences(text: &str, edges: &[usize], segmenters: &Segmenters) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = segmenters.sentences.segment_str(text).collect();
    ends.extend(text.match_indices('；').map(|(at, mark)| at + mark.len()));
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let mut sentences = Vec::new();
    let mut start = 0;
    for (piece, edge) in edges.iter().enumerate().skip(1) {
        let mut is_end = *edge == text.len();
        while let Some(end) = ends.next_if(|end| end <= edge) {
            is_end |= end == *edge;
        }
        if is_end {
            sentences.push(start..piece);
            start = piece;
        }
    }
    sentences
}

/// Returns the stretches of `text` that stay whole: quoted figures, and numbers with their sign,
/// decimals and percent sign; in order, those that overlap or touch a figure joined.
fn whole_stretches(text: &str, runs: &[Run], run_starts: &[usize]) -> Vec<Range<usize>> {
    let mut stretches = numbers(text);
    for (run, start) in runs.iter().zip(run_starts) {
        if run.figure.is_some() && !run.text.is_empty() {
            let end = start + run.text.len();
            stretches.push(signed_start(text, *start)..percent_end(text, end));
        }
    }
    stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start < last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Returns the numbers of `text`.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if !is_digit(character) {
            continue;
        }
        let mut end = start + character.len_utf8();
        while let Some((at, next)) = characters.peek().copied() {
            let digit_follows = text[at + next.len_utf8()..].starts_with(is_digit);
            if !(is_digit(next) || joins_digits(next) && digit_follows) {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        numbers.push(signed_start(text, start)..percent_end(text, end));
    }
    numbers
}

/// Returns where the signs before `start` begin.
fn signed_start(text: &str, start: usize) -> usize {
    text[..start].trim_end_matches(is_sign).len()
}

/// Returns where the percent sign after `end` ends.
fn percent_end(text: &str, end: usize) -> usize {
    match text[end..].chars().next() {
        Some(mark @ ('%' | '％' | '‰')) => end + mark.len_utf8(),
        _ => end,
    }
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Returns whether `character` between two digits is part of their number, date or time.
fn joins_digits(character: char) -> bool {
    matches!(character, '.' | ',' | ':' | '-' | '/' | '．')
}

fn is_sign(character: char) -> bool {
    matches!(
        character,
        '+' | '-' | '−' | '±' | '＋' | '－' | '<' | '>' | '≤' | '≥' | '＜' | '＞' | '￥' | '¥'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the pieces of `runs`, parted by bars.
    fn cut(runs: &[Run]) -> String {
        let pieces = Pieces::of(runs, &Segmenters::new());
        pieces.texts(&(0..pieces.edges.len() - 1)).join("|")
    }

    #[test]
    fn a_number_keeps_its_sign_its_decimals_and_its_percent_sign() {
        for (text, pieces) in [
            ("达240.88%。", "达|240.88%|。"),
            ("约-1,276.23元", "约|-1,276.23|元"),
            ("于2024-03-04起", "于|2024-03-04|起"),
            ("共４个", "共|４|个"),
            ("第3.节", "第|3|.|节"),
        ] {
            assert_eq!(cut(&[Run::text(text)]), pieces);
        }
    }

    #[test]
    fn a_figure_is_one_piece_with_what_belongs_to_it() {
        let runs = [Run::text("增加−"), Run::figure("x", "12.15"), Run::text("%，共 ")];
        assert_eq!(cut(&runs), "增加|−12.15%|，|共| ");
        let name = [Run::text("由"), Run::figure("y", "财务室牵头办理"), Run::text("。")];
        assert_eq!(cut(&name), "由|财务室牵头办理|。");
        assert_eq!(cut(&[Run::figure("x", "4"), Run::figure("x", "5")]), "45");
    }

    #[test]
    fn semicolons_end_sentences_and_decimals_do_not() {
        let runs = [Run::text("共3.5万元；占10%。其中：“优。”两个")];
        let pieces = Pieces::of(&runs, &Segmenters::new());
        let sentences: Vec<_> =
            pieces.sentences().iter().map(|sentence| pieces.text(sentence)).collect();
        assert_eq!(sentences, ["共3.5万元；", "占10%。", "其中：“优。”", "两个"]);
        assert!(Pieces::of(&[], &Segmenters::new()).sentences().is_empty());
    }

    #[test]
    fn pieces_are_runs_again() {
        let strong = Run { strong: true, ..Run::text("优") };
        let runs = [Run::text("评优率"), Run::figure("r", "100%"), strong, Run::text("。")];
        let pieces = Pieces::of(&runs, &Segmenters::new());
        assert_eq!(pieces.runs(&(0..pieces.edges.len() - 1)), runs);
    }
}
