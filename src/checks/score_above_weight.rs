//! C302: an indicator that was given more points than it has.

use super::{Context, indicators};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for row in indicators::rows(context) {
        let Some(score) = &row.indicator.score else { continue };
        let weight = &row.indicator.weight;
        if score.value <= weight.value {
            continue;
        }
        let message = format!(
            "{}得 {} 分，超过分值 {} 分",
            row.label(),
            score.value.print(),
            weight.value.print()
        );
        findings.push(
            Diagnostic::new(Code::SCORE_ABOVE_WEIGHT, message)
                .at(score.span, format!("最高 {}", weight.value.print()))
                .related(weight.span, "分值")
                .help(
                    "超额完成也只得满分：把 score 改为不超过 weight 的数；分值填错的，改正 weight",
                ),
        );
    }
}
