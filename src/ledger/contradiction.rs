//! The stated adjusted budgets that one more entry would contradict.

use super::line::difference;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Figures, Value};
use crate::model::{Adjustment, AdjustmentScope, Filing, StatedAmounts};
use crate::quantity::Amount;
use crate::source::{Sources, Spanned};

/// Returns an F207 for each stated `adjusted` that the ledger with `entry` contradicts, with the line
/// to remove: the department's, that of the entry's part of the budget, and the project's.
///
/// Where the initial budget is unknown, nothing tells what the ledger makes of it, and a stated
/// `adjusted` would stay as it is without a word: it is named as well.
pub fn contradictions(
    sources: &Sources,
    filing: &Filing,
    figures: &Figures,
    entry: &Adjustment,
) -> Vec<Diagnostic> {
    let budget = &filing.budget;
    let lines = Lines { sources, filing, figures, entry };
    let mut findings = Vec::new();
    let mut compare =
        |name: &str, stated: Vec<Spanned<Amount>>, belongs: &dyn Fn(&Adjustment) -> bool| {
            findings.extend(lines.compared(name, &stated, belongs));
        };
    compare("department", own(&budget.department), &|_| true);
    let (name, amounts) = match entry.scope.value {
        AdjustmentScope::Basic => ("basic", &budget.basic),
        AdjustmentScope::Projects => ("projects", &budget.projects),
        AdjustmentScope::Other => ("other", &budget.other),
    };
    compare(name, own(amounts), &|other| other.scope.value == entry.scope.value);
    if let Some(id) = entry.project.as_ref().map(|project| &project.value) {
        let project = filing.projects.iter().find(|project| project.id.value == *id);
        let stated = project.map(|project| match own(&project.amounts) {
            own if !own.is_empty() => own,
            _ => project.funding.iter().flat_map(|line| own(&line.amounts)).collect(),
        });
        let of_project =
            |other: &Adjustment| other.project.as_ref().is_some_and(|project| project.value == *id);
        compare(&format!("project.{id}"), stated.unwrap_or_default(), &of_project);
    } else if entry.scope.value == AdjustmentScope::Projects {
        findings.extend(lines.without_project());
    }
    findings
}

struct Lines<'a> {
    sources: &'a Sources,
    filing: &'a Filing,
    figures: &'a Figures,
    entry: &'a Adjustment,
}

impl Lines<'_> {
    /// Compares what is stated as the adjusted budget of `name` with the ledger.
    fn compared(
        &self,
        name: &str,
        stated: &[Spanned<Amount>],
        belongs: &dyn Fn(&Adjustment) -> bool,
    ) -> Option<Diagnostic> {
        let first = stated.first()?.span;
        let unit = self.filing.amount_unit;
        let changes = self.changes(belongs);
        let adjusted: Amount = stated.iter().map(|amount| amount.value).sum();
        let label = self.figures.label(&format!("{name}.adjusted"))?;
        let print = |amount: Amount| format!("{} {}", amount.print_exact(unit), unit.name());
        let message = match self.amount(&format!("{name}.initial")) {
            Some(initial) => {
                let differing = difference(initial, adjusted, changes.into_iter(), unit)?;
                format!(
                    "{label}已填为 {}，加上这一笔，台账应为 {}",
                    print(adjusted),
                    print(differing.by_ledger)
                )
            }
            None => format!("{label}已填为 {}，不随台账变动", print(adjusted)),
        };
        let mut finding =
            Diagnostic::new(Code::ADJUSTMENT_SUM_DIFFERS, message).at(first, "已填的调整后预算数");
        for amount in stated {
            finding = finding.help(self.removal(amount));
        }
        if self.amount(&format!("{name}.initial")).is_none() {
            finding = finding.help("并填上 `initial`（年初预算数），调整后预算数才能由台账算出");
        }
        let others = stated.iter().skip(1);
        Some(others.fold(finding, |finding, amount| finding.related(amount.span, "")))
    }

    /// Returns the finding for an entry without a project where project expenditure is the sum over
    /// the projects.
    fn without_project(&self) -> Option<Diagnostic> {
        let all_known = !self.filing.projects.is_empty()
            && self.figures.projects().all(|project| project.adjusted.is_some());
        let (initial, adjusted) =
            (self.amount("projects.initial")?, self.amount("projects.adjusted")?);
        let changes = self.changes(&|other| other.scope.value == AdjustmentScope::Projects);
        let unit = self.filing.amount_unit;
        difference(initial, adjusted, changes.into_iter(), unit).filter(|_| all_known)?;
        let message = "项目支出由各项目相加得出，这一笔没有写明属于哪个项目";
        Some(Diagnostic::new(Code::ADJUSTMENT_SUM_DIFFERS, message).help("加上 `--project 编号`"))
    }

    /// Returns the changes that the ledger has for a line of the budget, this one included.
    fn changes(&self, belongs: &dyn Fn(&Adjustment) -> bool) -> Vec<Amount> {
        let entries = self.filing.budget.adjustments.iter().chain([self.entry]);
        entries.filter(|entry| belongs(entry)).map(|entry| entry.amount.value).collect()
    }

    /// Says which line of which file to mend.
    fn removal(&self, amount: &Spanned<Amount>) -> String {
        let span = amount.span;
        let (file, line) = (&self.sources.get(span.source).name, self.sources.position(span).line);
        format!("删去 {file}:{line} 的 `adjusted: {}`，改由台账算出", self.sources.slice(span))
    }

    fn amount(&self, name: &str) -> Option<Amount> {
        match self.figures.get(name)?.value {
            Value::Amount(amount) => Some(amount),
            _ => None,
        }
    }
}

/// Returns the stated adjusted budget of a line.
fn own(amounts: &StatedAmounts) -> Vec<Spanned<Amount>> {
    amounts.adjusted.iter().cloned().collect()
}
