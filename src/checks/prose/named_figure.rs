//! Numbers whose clause names the figure that they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Reading;
use super::equal_figure::{percent, read_amount};
use super::number::{Number, Unit, number_at};
use super::passage::{FIGURE, NAME, Passage};
use super::sentence::Clause;
use super::subject::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Value;
use crate::form::{FigurePattern, PatternValue};
use crate::quantity::{Grade, PrintedRate, Score};

/// What a clause says of a figure that it names.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It quotes a figure.
    Quoted,
    /// It types the figure's value.
    Equal {
        /// From the figure's name in words to the end of the number.
        said: Range<usize>,
        /// The number.
        range: Range<usize>,
        /// The figure.
        name: String,
    },
    /// It types another value.
    Contradicts {
        /// From the figure's name in words to the end of the number.
        said: Range<usize>,
        /// The number.
        range: Range<usize>,
        /// The figure.
        name: String,
    },
}

/// The form's sentences, as far as there are figures for them.
pub(super) struct Named<'a> {
    reading: &'a Reading<'a>,
    /// The sentences by number; none where a figure is unknown.
    patterns: Vec<Option<&'a FigurePattern>>,
}

impl<'a> Named<'a> {
    /// Takes the form's sentences; one that names a figure which there is not is a finding.
    pub(super) fn of(reading: &'a Reading<'a>, findings: &mut Vec<Diagnostic>) -> Self {
        let mut patterns = Vec::new();
        for pattern in &reading.prose.figures.patterns {
            let unknown =
                pattern.figures.iter().find(|name| reading.context.figures.kind(name).is_none());
            if let (Some(name), Some(span)) = (unknown, pattern.span) {
                findings.push(
                    Diagnostic::new(Code::UNKNOWN_VALUE, format!("没有名为“{name}”的数字"))
                        .at(span, "")
                        .help("ziping figures 列出全部数字"),
                );
            }
            patterns.push(unknown.is_none().then_some(pattern));
        }
        Self { reading, patterns }
    }

    /// Returns what the passage says of figures that it names, by where the number begins; of two
    /// names before one number, the longer counts.
    pub(super) fn in_passage(&self, passage: &Passage<'_>) -> BTreeMap<usize, Verdict> {
        let text = passage.bare.as_ref();
        let mut verdicts: BTreeMap<usize, Verdict> = BTreeMap::new();
        let names = &self.reading.prose.figures.names;
        for (start, number) in names.found_in(text) {
            let Some(pattern) = self.patterns[number] else { continue };
            let end = start + names.phrase(number).len();
            let value = self.value_at(text, end, pattern);
            let Some((range, value)) = value else { continue };
            if verdicts.contains_key(&range.start) {
                continue;
            }
            let at = range.start;
            let verdict = match value {
                Typed::Quoted => Some(Verdict::Quoted),
                value => self.judge(passage, pattern, start, range, &value),
            };
            verdicts.extend(verdict.map(|verdict| (at, verdict)));
        }
        verdicts
    }

    /// Reads the value that stands behind a pattern's name.
    fn value_at(
        &self,
        text: &str,
        position: usize,
        pattern: &FigurePattern,
    ) -> Option<(Range<usize>, Typed)> {
        let mut position = position;
        loop {
            let rest = text[position..].trim_start_matches(' ');
            let fillers = &self.reading.prose.figures.fillers;
            let filler = fillers.beginning(rest);
            position = text.len() - rest.len() + filler.map_or(0, str::len);
            if filler.is_none() {
                break;
            }
        }
        let rest = &text[position..];
        if rest.starts_with(FIGURE) {
            let length = rest.len() - rest.trim_start_matches(FIGURE).len();
            return Some((position..position + length, Typed::Quoted));
        }
        if pattern.value == PatternValue::Grade {
            return self.grade_at(text, position);
        }
        let number = number_at(text, position).filter(|number| !number.is_loose)?;
        let after = text[number.digits.end..].trim_start_matches(' ');
        let fits = match pattern.value {
            PatternValue::Rate => number.unit == Unit::Percent,
            PatternValue::Amount => number.unit == Unit::Money,
            PatternValue::Count | PatternValue::Score => after.starts_with(pattern.after.as_str()),
            PatternValue::Grade => false,
        };
        // 5分钟 and 5项目 are read as such even where a pattern would end in 分 or 项.
        let fits = fits && (pattern.value != PatternValue::Score || number.unit == Unit::Points);
        fits.then(|| (typed_range(&number, pattern.value), Typed::Number(number)))
    }

    /// Reads a grade, in quotation marks or not, at the end of its clause.
    fn grade_at(&self, text: &str, position: usize) -> Option<(Range<usize>, Typed)> {
        let rest = &text[position..];
        let inner = rest.trim_start_matches(['“', '"', '‘']);
        let start = text.len() - inner.len();
        let grades = &self.reading.context.form.grades;
        let labels = Grade::ALL.map(|grade| (grades.label(grade).to_owned(), grade));
        let common = [("优秀", Grade::Excellent), ("良好", Grade::Good), ("中等", Grade::Fair)];
        let common = common.map(|(word, grade)| (word.to_owned(), grade));
        let known = common.into_iter().chain(labels);
        let (word, grade) = known
            .filter(|(word, _)| inner.starts_with(word.as_str()))
            .max_by_key(|(word, _)| word.len())?;
        let after = inner[word.len()..].trim_start_matches(['”', '"', '’', ' ', '级', '等']);
        let ends = after.is_empty()
            || after
                .starts_with(['，', '。', '；', '、', '（', '）', ',', ';', ')', '(', '.', '\n']);
        ends.then(|| (start..start + word.len(), Typed::Grade(grade)))
    }

    /// Compares the value at `range` with the figures that its clause may mean.
    fn judge(
        &self,
        passage: &Passage<'_>,
        pattern: &FigurePattern,
        start: usize,
        range: Range<usize>,
        value: &Typed,
    ) -> Option<Verdict> {
        let clause = passage.clause_at(start);
        if !self.is_result(passage, &clause, start) {
            return None;
        }
        let before = &passage.bare[clause.range.start.min(start)..start];
        if pattern.after_subject && !self.is_subject(before) {
            return None;
        }
        let (names, sure) = self.candidates(passage, pattern, &clause)?;
        let said = start..range.end.max(whole_end(value, &range));
        let figures = self.reading.context.figures;
        let equals = |name: &&String| {
            figures.get(name).is_some_and(|figure| value.equals(passage, &range, figure.value))
        };
        if let Some(name) = names.iter().find(equals) {
            return Some(Verdict::Equal { said, range, name: name.clone() });
        }
        let known = |name: &&String| {
            figures.get(name).is_some_and(|figure| {
                figure.value.is_printable() && figure.value != Value::ZeroOfZero
            })
        };
        // Where one of the figures that may be meant is unknown, nothing is contradicted.
        let name = names.first().filter(|_| sure && names.iter().all(|name| known(&name)))?;
        Some(Verdict::Contradicts { said, range, name: name.clone() })
    }

    /// Returns the figures that may be meant, and whether no other may be.
    fn candidates(
        &self,
        passage: &Passage<'_>,
        pattern: &FigurePattern,
        clause: &Clause,
    ) -> Option<(Vec<String>, bool)> {
        let projects = &self.reading.context.edition.filing().projects;
        let of_project = |number: usize| {
            let field = pattern.project_figure.as_ref()?;
            Some(format!("project.{}.{field}", projects.get(number)?.id.value))
        };
        let own = pattern.figures.clone();
        if pattern.project_figure.is_none() {
            return Some((own, true));
        }
        match passage.subject(clause) {
            Subject::Named(named) => match named.as_slice() {
                [one] => Some((vec![of_project(*one)?], true)),
                _ => None,
            },
            Subject::Carried(number) => {
                let names: Vec<_> = of_project(number).into_iter().chain(own).collect();
                Some((names, false))
            }
            Subject::Department => Some((own, true)),
            // 项目……等级为优 may speak of any one of them.
            Subject::Projects => Some((own, pattern.value == PatternValue::Rate)),
        }
    }

    fn is_result(&self, passage: &Passage<'_>, clause: &Clause, start: usize) -> bool {
        let words = &self.reading.prose.not_results;
        let before = &passage.bare[clause.range.start.min(start)..start];
        !words.sentence.are_in(&passage.bare[clause.sentence.clone()])
            && !words.clause.are_in(before)
    }

    /// Returns whether nothing but the form's subjects, years, names and figures stands in `before`.
    fn is_subject(&self, before: &str) -> bool {
        let mut rest = before;
        while let Some(first) = rest.chars().next() {
            let subjects = &self.reading.prose.figures.subjects;
            let skipped = match subjects.beginning(rest) {
                Some(word) => word.len(),
                None if first.is_ascii_digit()
                    || matches!(first, ' ' | '年' | '度' | FIGURE | NAME) =>
                {
                    first.len_utf8()
                }
                None => return false,
            };
            rest = &rest[skipped..];
        }
        true
    }
}

/// A value in text.
#[derive(Debug)]
enum Typed {
    Quoted,
    Number(Number),
    Grade(Grade),
}

impl Typed {
    /// Returns whether the value at `range` is what `value` prints.
    fn equals(&self, passage: &Passage<'_>, range: &Range<usize>, value: Value) -> bool {
        let text = |range: &Range<usize>| passage.bare.get(range.clone()).unwrap_or_default();
        match (self, value) {
            (Self::Grade(grade), Value::Grade(earned)) => *grade == earned,
            (Self::Number(number), Value::Count(count)) => {
                text(&number.digits).replace(',', "").parse() == Ok(count)
            }
            (Self::Number(_), Value::Rate(rate)) => {
                PrintedRate::parse(&percent(text(range))).is_ok_and(|read| read.prints(rate))
            }
            (Self::Number(number), Value::Score(score)) => {
                Score::parse(text(&number.digits)) == Ok(score)
            }
            (Self::Number(number), Value::Amount(amount)) => {
                read_amount(text(&number.whole)).is_some_and(|read| read.prints(amount))
            }
            _ => false,
        }
    }
}

/// Returns what is marked and replaced of a number: with its % for a rate, else the digits.
fn typed_range(number: &Number, value: PatternValue) -> Range<usize> {
    match value {
        PatternValue::Rate => number.whole.clone(),
        _ => number.digits.clone(),
    }
}

fn whole_end(value: &Typed, range: &Range<usize>) -> usize {
    match value {
        Typed::Number(number) => number.whole.end,
        Typed::Quoted | Typed::Grade(_) => range.end,
    }
}
