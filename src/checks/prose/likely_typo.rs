//! N408: a slip that the genre is known for.

use super::Reading;
use crate::diagnostic::{Code, Diagnostic};

/// Names are read too: a slip in one is copied into every table.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in &reading.passages {
        for slip in &reading.prose.slips {
            for (start, wrong) in passage.words.match_indices(slip.wrong.as_str()) {
                let message = format!("“{}”多半是“{}”之误", slip.wrong, slip.right);
                findings.push(
                    Diagnostic::new(Code::LIKELY_TYPO, message)
                        .at(passage.span_of(start..start + wrong.len()), "核对这里")
                        .help(format!(
                            "改为“{}”；文件原文如此的，在上一行写 # allow: likely-typo 和理由",
                            slip.right
                        )),
                );
            }
        }
    }
}
