//! D501: a project, a form's row or a paragraph is withheld, and no ground of law is named.

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::WithheldKind;
use crate::model::{Audience, WithholdingGround};

/// Finds what stays out of the public edition without a ground (政府信息公开条例, arts. 14 to 16).
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let paragraphs = filing.narrative.places().into_iter().flat_map(|(_place, texts)| texts);
    let internal: BTreeSet<_> = paragraphs
        .filter(|paragraph| paragraph.audience == Audience::Internal)
        .map(|paragraph| paragraph.text.span)
        .collect();
    let groundless = context.withheld.items.iter().filter(|item| item.ground.is_none());
    for item in groundless {
        let what = match item.kind {
            WithheldKind::Project => "项目不予公开",
            WithheldKind::Paragraph if internal.contains(&item.span) => "段落仅供内部",
            WithheldKind::FormRow => "自评表的一行不予公开",
            // These leave with what they belong to.
            WithheldKind::Paragraph
            | WithheldKind::Person
            | WithheldKind::Attachment
            | WithheldKind::Adjustment
            | WithheldKind::Statement => continue,
        };
        let grounds: Vec<_> = WithholdingGround::ALL.iter().map(|ground| ground.key()).collect();
        findings.push(
            Diagnostic::new(Code::WITHHELD_WITHOUT_GROUND, format!("{what}，没有写明依据"))
                .at(item.span, "缺 ground")
                .help(format!("用 ground 写明依据，可选：{}", grounds.join("、"))),
        );
    }
}
