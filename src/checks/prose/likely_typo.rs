//! N408: a slip that the genre is known for.

use super::Reading;
use crate::diagnostic::{Code, Diagnostic};

/// Names are read too: a slip in one is copied into every table.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in &reading.passages {
        let slips = &reading.prose.slips;
        for (start, number) in slips.wrong.found_in(&passage.words) {
            // 截止20 is found by the year that follows, which is no part of the slip.
            let year = |digit: char| digit.is_ascii_digit();
            let wrong = slips.wrong.phrase(number).trim_end_matches(year);
            let right = slips.right[number].trim_end_matches(year);
            let message = format!("“{wrong}”多半是“{right}”之误");
            findings.push(
                Diagnostic::new(Code::LIKELY_TYPO, message)
                    .at(passage.span_of(start..start + wrong.len()), "核对这里")
                    .help(format!(
                        "改为“{right}”；文件原文如此的，在上一行写 # allow: likely-typo 和理由"
                    )),
            );
        }
    }
}
