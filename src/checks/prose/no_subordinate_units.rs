//! N410: the text speaks of subordinate units, and none are listed.

use super::Reading;
use crate::diagnostic::{Code, Diagnostic};

/// One finding a passage; the form's own wording is not the filer's and is not read.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    if !reading.context.edition.filing().department.subordinate_units.is_empty() {
        return;
    }
    for passage in reading.narrative() {
        if let Some((at, word)) = reading.prose.subordinate_units.first_in(&passage.bare) {
            let range = at..at + word.len();
            let message = format!("正文说到“{word}”，而数据里没有列出所属预算单位");
            findings.push(
                Diagnostic::new(Code::NO_SUBORDINATE_UNITS, message)
                    .at(passage.span_of(range), "没有列出")
                    .help(
                        "有所属单位的，在 department.subordinate_units 里列出；没有的，改写这句话",
                    ),
            );
        }
    }
}
