//! Two versions of a text merged into one, changed by words and figures, or by sentences where more
//! than half of one changed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::{Bigrams, alike};
use super::pieces::{Pieces, Segmenters};
use super::sequence::{Aligned, fill, meetings, steps};
use crate::document::{Change, Run};

/// The most pairs of pieces that a comparison by words may come to; longer sentences are replaced
/// whole, so that hostile text takes bounded time.
const MOST_COMPARED: usize = 1 << 24;

/// How much a number counts, in characters: a sentence all of whose figures changed is still the
/// same sentence.
const WEIGHT_OF_NUMBER: usize = 2;

/// Returns the runs of both versions: what stands in both once, as the newer one has it, and of the
/// rest first what went, then what came.
///
/// No number, figure or word is split. The newer version's text is what the runs without the deleted
/// ones say, the older one's what they say without the inserted ones.
pub(super) fn merge_runs(old: &[Run], new: &[Run], segmenters: &Segmenters) -> Vec<Run> {
    if same_text(old, new) {
        return new.to_vec();
    }
    let (old, new) = (Pieces::of(old, segmenters), Pieces::of(new, segmenters));
    let mut merged = Merged { old: &old, new: &new, runs: Vec::new(), came: Vec::new() };
    for step in align_sentences(&old, &new) {
        match step {
            Aligned::Both { old: one, new: two } => {
                merged.sentence(&old.sentences()[one], &new.sentences()[two]);
            }
            Aligned::Old(one) => merged.deleted(&old.sentences()[one]),
            Aligned::New(two) => merged.inserted(&new.sentences()[two]),
        }
    }
    merged.finish()
}

/// Returns `runs` as the whole of a change.
pub(super) fn marked(runs: &[Run], change: Change) -> Vec<Run> {
    runs.iter().map(|run| Run { change, ..run.clone() }).collect()
}

/// Returns whether both versions say and stress the same.
fn same_text(old: &[Run], new: &[Run]) -> bool {
    let characters = |runs: &'_ [Run]| runs.iter().map(|run| run.text.len()).sum::<usize>();
    characters(old) == characters(new)
        && old
            .iter()
            .flat_map(|run| run.text.bytes())
            .eq(new.iter().flat_map(|run| run.text.bytes()))
}

/// Brings the sentences side by side: the same ones, and between them those that are alike.
fn align_sentences(old: &Pieces<'_>, new: &Pieces<'_>) -> Vec<Aligned<usize>> {
    let texts = |pieces: &Pieces<'_>| -> Vec<String> {
        pieces.sentences().iter().map(|sentence| pieces.text(sentence).to_owned()).collect()
    };
    let (old_texts, new_texts) = (texts(old), texts(new));
    let (old_len, new_len) = (old_texts.len(), new_texts.len());
    if (old_len, new_len) == (1, 1) {
        return vec![Aligned::Both { old: 0, new: 0 }];
    }
    let pairs = meetings(&old_texts, &new_texts, 0..old_len, 0..new_len);
    let pairs = fill(old_len, new_len, &pairs, |one, two| {
        let words = |pieces: &Pieces<'_>, range: Range<usize>| -> Vec<Bigrams> {
            let sentences = &pieces.sentences()[range];
            sentences.iter().map(|sentence| Bigrams::of(&pieces.runs(sentence))).collect()
        };
        let found = alike(&words(old, one.clone()), &words(new, two.clone()), |_, _| true);
        found.into_iter().map(|(a, b)| (one.start + a, two.start + b)).collect()
    });
    steps(old_len, new_len, &pairs)
}

/// The merged runs so far.
struct Merged<'a> {
    old: &'a Pieces<'a>,
    new: &'a Pieces<'a>,
    runs: Vec<Run>,
    /// What came since the last text that stands in both; it follows what went.
    came: Vec<Run>,
}

impl Merged<'_> {
    /// Merges two sentences that belong together.
    fn sentence(&mut self, old: &Range<usize>, new: &Range<usize>) {
        if self.old.text(old) == self.new.text(new) {
            return self.kept(new);
        }
        let (old_texts, new_texts) = (self.old.texts(old), self.new.texts(new));
        let differences = differences(&old_texts, &new_texts);
        if more_than_half_changed(&differences, &old_texts, &new_texts) {
            self.deleted(old);
            return self.inserted(new);
        }
        let within = |range: &Range<usize>, part: Range<usize>| {
            range.start + part.start..range.start + part.end
        };
        for difference in differences {
            let (_, old_part, new_part) = difference.as_tag_tuple();
            if let DiffOp::Equal { .. } = difference {
                self.kept(&within(new, new_part));
            } else {
                self.deleted(&within(old, old_part));
                self.inserted(&within(new, new_part));
            }
        }
    }

    fn kept(&mut self, new: &Range<usize>) {
        if new.is_empty() {
            return;
        }
        self.close_change();
        for run in self.new.runs(new) {
            push(&mut self.runs, run);
        }
    }

    fn deleted(&mut self, old: &Range<usize>) {
        for run in marked(&self.old.runs(old), Change::Deleted) {
            push(&mut self.runs, run);
        }
    }

    fn inserted(&mut self, new: &Range<usize>) {
        for run in marked(&self.new.runs(new), Change::Inserted) {
            push(&mut self.came, run);
        }
    }

    fn close_change(&mut self) {
        self.runs.append(&mut self.came);
    }

    fn finish(mut self) -> Vec<Run> {
        self.close_change();
        self.runs
    }
}

/// Appends `run`, joined with the last where both are words set and changed alike.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last)
            if last.figure.is_none()
                && run.figure.is_none()
                && (last.strong, last.change) == (run.strong, run.change) =>
        {
            last.text.push_str(&run.text);
        }
        _ => runs.push(run),
    }
}

/// Returns what turns the pieces of one sentence into those of the other (Myers).
fn differences(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = |(old, new): &(&&str, &&str)| old == new;
    let head = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let (old_len, new_len) = (old_rest.len() - tail, new_rest.len() - tail);
    if old_len.saturating_mul(new_len) <= MOST_COMPARED {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: head },
        DiffOp::Replace { old_index: head, old_len, new_index: head, new_len },
        DiffOp::Equal { old_index: head + old_len, new_index: head + new_len, len: tail },
    ]
}

/// Returns whether less than half of both sentences stands in both.
fn more_than_half_changed(differences: &[DiffOp], old: &[&str], new: &[&str]) -> bool {
    let weight = |pieces: &[&str]| pieces.iter().map(|piece| weight(piece)).sum::<usize>();
    let equal = differences.iter().filter(|difference| matches!(difference, DiffOp::Equal { .. }));
    let kept: usize = equal.map(|difference| weight(&new[difference.new_range()])).sum();
    4 * kept < weight(old) + weight(new)
}

/// Returns how much a piece counts, in characters.
fn weight(piece: &str) -> usize {
    let length = piece.chars().count();
    let is_number = piece.chars().any(|character| character.is_ascii_digit());
    if is_number { length.min(WEIGHT_OF_NUMBER) } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the merger of two texts in which `<value>` is a quoted figure, as the dump shows it.
    fn merged(old: &str, new: &str) -> String {
        let runs = |text: &str| -> Vec<Run> {
            let parts = text.split(['<', '>']).enumerate();
            let runs = parts.map(|(index, part)| match index % 2 {
                0 => Run::text(part),
                _ => Run::figure("f", part),
            });
            runs.filter(|run| !run.text.is_empty()).collect()
        };
        let merged = merge_runs(&runs(old), &runs(new), &Segmenters::new());
        let shown = merged.iter().map(|run| {
            let text = match run.figure {
                Some(_) => format!("<{}>", run.text),
                None => run.text.clone(),
            };
            match run.change {
                Change::Unchanged => text,
                Change::Inserted => format!("+{text}+"),
                Change::Deleted => format!("-{text}-"),
            }
        });
        shown.collect()
    }

    #[test]
    fn a_small_edit_stays_small() {
        for (old, new, both) in [
            ("决算数<665.38>万元。", "决算数<672.1>万元。", "决算数-<665.38>-+<672.1>+万元。"),
            ("评优率100%。", "评优率87.5%。", "评优率-100%-+87.5%+。"),
            ("增加-3.5个百分点", "增加3.5个百分点", "增加--3.5-+3.5+个百分点"),
            (
                "优化支出结构。",
                "优化支出结构，压减一般性支出。",
                "优化支出结构+，压减一般性支出+。",
            ),
            (
                "甲为1，乙为2，丙为3。",
                "甲为4，乙为5，丙为6。",
                "甲为-1-+4+，乙为-2-+5+，丙为-3-+6+。",
            ),
        ] {
            assert_eq!(merged(old, new), both);
        }
    }

    #[test]
    fn sentences_come_go_and_are_replaced_whole() {
        assert_eq!(
            merged("规范管理。加强监督。", "规范管理。及时整改。加强监督。"),
            "规范管理。+及时整改。+加强监督。"
        );
        assert_eq!(
            merged("一是强化培训；二是严格审批程序。", "一是强化培训；三是公开全部结果。"),
            "一是强化培训；-二是严格审批程序。-+三是公开全部结果。+"
        );
        assert_eq!(merged("优", "良"), "-优-+良+");
        assert_eq!(merged("", "良"), "+良+");
        assert_eq!(merged("良", ""), "-良-");
    }

    #[test]
    fn what_went_stands_before_what_came() {
        assert_eq!(merged("甲。乙丙。", "丁。戊己。"), "-甲。乙丙。-+丁。戊己。+");
    }

    #[test]
    fn a_figure_of_the_same_text_is_the_newer_one() {
        assert_eq!(merged("共4个", "共<4>个"), "共<4>个");
        assert_eq!(merged("共3个", "共<4>个"), "共-3-+<4>+个");
    }

    #[test]
    fn hostile_sentences_take_bounded_time() {
        let (old, new) = ("甲乙".repeat(50_000), "丙丁".repeat(50_000));
        assert_eq!(merged(&old, &new), format!("-{old}-+{new}+"));
    }
}
