//! The officer's review (公开审查表): what the public edition does not see, on which ground, and what
//! that does to its totals.

use super::label::label;
use crate::diagnostic::Diagnostic;
use crate::edition::{Withheld, WithheldKind};
use crate::figures::Figures;
use crate::model::WithholdingGround;
use crate::source::{Sources, Span};

/// The figures whose values in both editions stand side by side.
const TOTALS: [&str; 7] = [
    "department.initial",
    "department.adjusted",
    "department.final",
    "project_count",
    "projects.initial",
    "projects.adjusted",
    "projects.final",
];

/// What stands in place of the ground of what leaves because something else does.
const FOLLOWS: &str = "随不予公开的项目略去";

/// What an officer looks through before the public edition goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What is withheld: the projects first, people last, each kind in the filing's order.
    pub items: Vec<ReviewItem>,
    /// The totals that the editions print otherwise, in reading order.
    pub totals: Vec<TotalPair>,
    /// What the checks of disclosure found.
    pub remarks: Vec<Remark>,
}

/// One thing that is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    /// What it is.
    pub kind: WithheldKind,
    /// What it is called.
    pub label: String,
    /// The ground; `None` where none is named.
    pub ground: Option<WithholdingGround>,
    /// Whether it leaves because something else does, and needs no ground of its own.
    pub follows: bool,
    /// Where the filing says so: `projects.yaml:12:5`.
    pub place: String,
}

/// A total as each edition prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalPair {
    /// The figure's name.
    pub name: String,
    /// What it is, in Chinese.
    pub label: String,
    /// The full edition's text.
    pub full: String,
    /// The public edition's text.
    pub public: String,
}

/// A finding of the checks of disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its code: `D502`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<String>,
}

/// Returns the review of `withheld`, with the figures of both editions and what was found.
///
/// Of the `findings`, which are sorted, those of the checks of disclosure are taken, each once.
pub fn review(
    withheld: &Withheld,
    (full, public): (&Figures, &Figures),
    sources: &Sources,
    findings: &[Diagnostic],
) -> Review {
    let items = withheld.items.iter().map(|item| ReviewItem {
        kind: item.kind,
        label: label(item, full),
        ground: item.ground.as_ref().map(|ground| ground.value),
        follows: item.kind == WithheldKind::Statement && item.ground.is_none(),
        place: place(sources, item.span),
    });
    let mut items: Vec<_> = items.collect();
    items.sort_by_key(|item| item.kind);
    let totals = TOTALS.into_iter().filter_map(|name| {
        let (full_text, public_text) = (full.get(name)?.text, public.get(name)?.text);
        let label = full.label(name)?;
        (full_text != public_text).then(|| TotalPair {
            name: name.to_owned(),
            label,
            full: full_text,
            public: public_text,
        })
    });
    let remarks = findings.iter().filter(|finding| finding.code.is_of_disclosure());
    let remarks = remarks.map(|finding| Remark {
        code: finding.code.id,
        message: finding.message.clone(),
        place: finding.primary.as_ref().map(|label| place(sources, label.span)),
    });
    let mut remarks: Vec<_> = remarks.collect();
    // What is noted of the full edition is an error of the public one.
    remarks.dedup();
    Review { items, totals: totals.collect(), remarks }
}

impl Review {
    /// Returns what is withheld, counted by what it is: 项目1项、人员信息3项.
    pub fn counts(&self) -> String {
        let counts = WithheldKind::ALL.into_iter().filter_map(|kind| {
            let count = self.items.iter().filter(|item| item.kind == kind).count();
            (count != 0).then(|| format!("{}{count}项", kind.name()))
        });
        counts.collect::<Vec<_>>().join("、")
    }
}

impl ReviewItem {
    /// Returns the ground with its article, or why there is none.
    pub fn ground_text(&self) -> String {
        match self.ground {
            Some(ground) => ground.with_article(),
            None if self.follows => FOLLOWS.to_owned(),
            None => "未写明依据".to_owned(),
        }
    }
}

/// Returns the place of `span`: file, line and column.
fn place(sources: &Sources, span: Span) -> String {
    let position = sources.position(span);
    format!("{}:{}:{}", sources.get(span.source).name, position.line, position.column)
}
