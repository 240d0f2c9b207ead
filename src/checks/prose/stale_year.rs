//! N409: last year's year in this year's text.

use super::Reading;
use super::number::{Unit, numbers};
use crate::diagnostic::{Code, Diagnostic};

/// Only a clause that speaks of the year of a report is read, in a sentence that does not name the
/// right year beside it: 较2022年, 2022年立项 and 〔2022〕12号 are no slips.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let year = reading.context.edition.filing().fiscal_year.value;
    let (right, last) = (year.to_string(), (year - 1).to_string());
    let words = &reading.prose.stale_year;
    for passage in reading.narrative() {
        let text = passage.bare.as_ref();
        if !text.contains(&last) {
            continue;
        }
        for clause in passage.clauses() {
            let clause_words = &text[clause.range.clone()];
            if text[clause.sentence.clone()].contains(&right)
                || !words.about.are_in(clause_words)
                || words.unless.are_in(clause_words)
            {
                continue;
            }
            let numbers = numbers(text, clause.range.clone()).into_iter();
            let of_last_year = numbers.filter(|number| {
                let is_last = text[number.digits.clone()] == last;
                is_last && number.unit == Unit::Year && !number.is_loose
            });
            for number in of_last_year {
                let message = format!("{right} 年度的报告里写着 {last} 年，像是照抄上年留下的");
                findings.push(
                    Diagnostic::new(Code::STALE_YEAR, message)
                        .at(passage.span_of(number.whole), "上一年度")
                        .help("改为 {{ figures.fiscal_year }}年；说的确是上年情况的，写“上年”或者写明是作比较"),
                );
            }
        }
    }
}
