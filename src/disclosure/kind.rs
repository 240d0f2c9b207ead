//! What is withheld, by its names for programs and for people.

use crate::edition::WithheldKind;

/// Every kind, in the order in which they are counted.
pub(super) const KINDS: [WithheldKind; 7] = [
    WithheldKind::Project,
    WithheldKind::Paragraph,
    WithheldKind::FormRow,
    WithheldKind::Attachment,
    WithheldKind::Adjustment,
    WithheldKind::Statement,
    WithheldKind::Person,
];

/// Returns the kind's name for programs.
pub(super) const fn key(kind: WithheldKind) -> &'static str {
    match kind {
        WithheldKind::Project => "project",
        WithheldKind::Paragraph => "paragraph",
        WithheldKind::FormRow => "form_row",
        WithheldKind::Attachment => "attachment",
        WithheldKind::Adjustment => "adjustment",
        WithheldKind::Statement => "statement",
        WithheldKind::Person => "person",
    }
}

/// Returns the kind's name for people.
pub(super) const fn name(kind: WithheldKind) -> &'static str {
    match kind {
        WithheldKind::Project => "项目",
        WithheldKind::Paragraph => "正文段落",
        WithheldKind::FormRow => "指标和目标",
        WithheldKind::Attachment => "附件",
        WithheldKind::Adjustment => "调整台账",
        WithheldKind::Statement => "数字和说明",
        WithheldKind::Person => "人员信息",
    }
}
