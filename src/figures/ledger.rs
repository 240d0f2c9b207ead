//! The figures of the ledger of adjustments: how many there were, and what they come to.

use super::builder::Builder;
use super::recipe::Recipe;
use super::{FigureKind, Value};
use crate::model::AdjustmentCategory;
use crate::quantity::Amount;

impl Builder<'_> {
    /// The entries' number, their sum, and their sum by category; nothing is known without a ledger.
    pub(super) fn ledger(&mut self) {
        let entries = &self.filing.budget.adjustments;
        let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let count = if entries.is_empty() { Value::Absent } else { Value::Count(count) };
        self.insert(
            "adjustments.count",
            FigureKind::Count,
            "调整笔数".to_owned(),
            count,
            Recipe::LedgerCount,
            "按调整台账计数",
        );
        let rule = "台账各笔之和；追加为正，调减、收回为负";
        self.ledger_total("adjustments.total", "调整净额".to_owned(), None, rule);
        for category in AdjustmentCategory::ALL {
            let rule = match category {
                AdjustmentCategory::UpperLevelTransfer => {
                    "上级转移支付引起的变化不属于预算调整（预算法第七十一条）"
                }
                _ => rule,
            };
            self.ledger_total(
                &format!("adjustments.by_category.{}.amount", category.key()),
                format!("{}净额", category.name()),
                Some(category),
                rule,
            );
        }
    }

    fn ledger_total(
        &mut self,
        name: &str,
        label: String,
        category: Option<AdjustmentCategory>,
        rule: &'static str,
    ) {
        let entries = &self.filing.budget.adjustments;
        let belongs = entries.iter().filter(|e| category.is_none_or(|c| e.category.value == c));
        let total: Amount = belongs.map(|entry| entry.amount.value).sum();
        let value = Value::of_amount((!entries.is_empty()).then_some(total));
        let recipe = Recipe::LedgerTotal { category };
        self.insert(name, FigureKind::Amount, label, value, recipe, rule);
    }
}
