//! A form's order of the kinds of budget, and its words for them.

use crate::quantity::BudgetKind;

/// The four kinds of budget in a form's order, each with the form's words: 社保基金预算.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindLabels(pub(super) Vec<(BudgetKind, String)>);

impl KindLabels {
    /// Returns the kinds with their words in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = (BudgetKind, &str)> {
        self.0.iter().map(|(kind, label)| (*kind, label.as_str()))
    }

    /// Returns the form's words for `kind`; a form is read only when it has some for all four.
    pub fn label(&self, kind: BudgetKind) -> &str {
        self.iter()
            .find_map(|(listed, label)| (listed == kind).then_some(label))
            .unwrap_or(kind.name())
    }
}
