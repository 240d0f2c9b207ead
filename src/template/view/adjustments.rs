//! The ledger of adjustments in the view: its rows, and the categories that it has.

use super::{Builder, Fields};
use crate::model::{Adjustment, AdjustmentCategory};
use crate::source::Spanned;
use crate::template::date_text::print_day;
use crate::template::gaps::{Gap, Lack};
use crate::template::schema::Scope;

impl Builder<'_> {
    /// Returns the ledger's entries in the order of the filing.
    pub(super) fn adjustments(&self) -> Vec<Fields> {
        let entries = self.filing.budget.adjustments.iter().enumerate();
        entries.map(|(index, entry)| self.adjustment(index + 1, entry)).collect()
    }

    /// Returns one entry; its amount is printed as a project's own.
    fn adjustment(&self, number: usize, entry: &Adjustment) -> Fields {
        let amount = entry.amount.value;
        let display = &self.form.display;
        let direction = if amount.is_negative() { "decrease" } else { "increase" };
        let missing = |field: &str| {
            let key = format!("budget.adjustments[{number}].{field}");
            self.gaps.mark(Gap::Lacks(vec![Lack::at(key, entry.span, "在这一笔里")]))
        };
        let text = |field: &str, text: Option<&Spanned<String>>| match text {
            Some(text) => text.value.as_str().into(),
            None => missing(field),
        };
        let project = entry.project.as_ref().and_then(|id| {
            let project = self.filing.projects.iter().find(|p| p.id.value == id.value)?;
            Some(&project.name)
        });
        let date = entry.date.as_ref().map(|date| print_day(date.value).into());
        Fields::from([
            ("date", date.unwrap_or_else(|| missing("date"))),
            ("amount", display.project_amount_text(amount).into()),
            ("magnitude", display.project_amount_text(amount.abs()).into()),
            ("direction", direction.into()),
            ("scope", entry.scope.value.key().into()),
            ("scope_label", entry.scope.value.name().into()),
            ("project_name", text("project", project)),
            ("category", entry.category.value.key().into()),
            ("category_label", entry.category.value.name().into()),
            ("document", text("document", entry.document.as_ref())),
            ("reason", text("reason", entry.reason.as_ref())),
        ])
    }

    /// Returns the categories that the ledger has entries of, in the order of the closed set.
    pub(super) fn adjustment_categories(&mut self) -> Vec<Fields> {
        let entries = &self.filing.budget.adjustments;
        let categories = AdjustmentCategory::ALL
            .into_iter()
            .filter(|category| entries.iter().any(|entry| entry.category.value == *category));
        let categories = categories.map(|category| {
            let prefix = format!("adjustments.by_category.{}.", category.key());
            Fields::from([
                ("key", category.key().into()),
                ("label", category.name().into()),
                ("figures", self.figures_below(Scope::AdjustmentCategory, &prefix)),
            ])
        });
        categories.collect()
    }
}
