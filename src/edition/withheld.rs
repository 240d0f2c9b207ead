//! What an edition leaves out, as a sealed list.
//!
//! Three readers may have it: the checks of disclosure, the gate that searches written files, and the
//! review of the officer who signs, from whose rows the template of the review is filled. No other
//! template, figure, writer or record can hold it.

use crate::model::WithholdingGround;
use crate::model::closed_set;
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// Everything that the public edition leaves out of a filing, in the filing's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// The items.
    pub items: Vec<WithheldItem>,
}

/// One thing that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldItem {
    /// Where the filing says that it stays out, or where it stands.
    pub span: Span,
    /// What it is.
    pub kind: WithheldKind,
    /// What it is called among those who may know: a project's name, a paragraph's place.
    pub label: String,
    /// The ground; `None` where none is named.
    pub ground: Option<Spanned<WithholdingGround>>,
    /// The values in it that must stand in no published file.
    pub secrets: Vec<Secret>,
}

closed_set! {
    /// What is left out.
    pub enum WithheldKind {
        /// A project with all that belongs to it.
        Project = "project", "项目";
        /// A paragraph of the narrative.
        Paragraph = "paragraph", "正文段落";
        /// A row of a form: an indicator or an objective.
        FormRow = "form_row", "指标和目标";
        /// A document bound with the report.
        Attachment = "attachment", "附件";
        /// An entry of the ledger.
        Adjustment = "adjustment", "调整台账";
        /// A figure as somebody printed it, or an explanation.
        Statement = "statement", "数字和说明";
        /// A value under `people`, or personal data that is masked.
        Person = "person", "人员信息";
    }
}

/// A value that must stand in no published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands in the filing.
    pub span: Span,
    /// The value.
    pub value: SecretValue,
    /// Names beside which a short value counts: the project's name, its unit.
    pub beside: Vec<String>,
}

/// The value of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretValue {
    /// An amount, in whatever unit and notation it is printed.
    Amount(Amount),
    /// A text: a name, a number, a sentence.
    Text(String),
}
