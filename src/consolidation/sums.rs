//! The sums over a department's own part and its units, each with its addends.

use std::collections::BTreeMap;

use super::member::{Complaints, Member};
use crate::figures::AmountField;
use crate::form::Form;
use crate::model::{BudgetKind, Department, Filing, Part, PartValue, StatedAmounts};
use crate::quantity::Amount;
use crate::source::Spanned;

/// The addends of each sum, by its key.
pub(super) type Parts = BTreeMap<String, Vec<Part>>;

/// Which addends a sum must have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// Everybody's; who lacks one is told.
    Everybody,
    /// Everybody's; without one there is no sum.
    All,
    /// Those that there are: what a filing does not name it has not.
    Some,
}

/// Adds up the money.
pub(super) fn money(
    members: &[Member<'_>],
    form: &Form,
    whole: &mut Filing,
    parts: &mut Parts,
    complaints: &mut Complaints,
) {
    let with_money: Vec<_> = members.iter().copied().filter(Member::has_money).collect();
    for member in &with_money {
        if has_unlisted_projects(member) {
            complaints.about(
                member,
                "只填了项目支出的合计，没有列出项目",
                "在 projects 里逐个列出项目；没有项目支出的删去 budget.projects",
            );
        }
    }
    let mut summing = Summing { members: &with_money, form, parts, complaints };
    let budget = &mut whole.budget;
    let stated = std::mem::take(&mut budget.department);
    budget.department = at_stated(summing.line("department", Demand::Everybody), &stated);
    budget.projects = summing.line("projects", Demand::All);
    budget.basic = summing.line("basic", Demand::All);
    budget.other = summing.line("other", Demand::Some);
    budget.project_expenditure_by_kind = summing.by_kind();
    carried_over(members, whole, summing.parts);
}

/// Returns the sums of a line, each where the department states the sum, if it does.
fn at_stated(mut sums: StatedAmounts, stated: &StatedAmounts) -> StatedAmounts {
    let StatedAmounts { initial, adjusted, r#final } = &mut sums;
    for (sum, stated) in
        [(initial, &stated.initial), (adjusted, &stated.adjusted), (r#final, &stated.r#final)]
    {
        if let (Some(sum), Some(stated)) = (sum, stated) {
            sum.span = stated.span;
        }
    }
    sums
}

struct Summing<'a> {
    members: &'a [Member<'a>],
    form: &'a Form,
    parts: &'a mut Parts,
    complaints: &'a mut Complaints,
}

impl Summing<'_> {
    fn line(&mut self, scope: &str, demand: Demand) -> StatedAmounts {
        let [initial, adjusted, r#final] =
            AmountField::ALL.map(|field| self.sum(&format!("{scope}.{}", field.key()), demand));
        StatedAmounts { initial, adjusted, r#final }
    }

    /// Adds up the figure `name` under the key `budget.<name>`.
    fn sum(&mut self, name: &str, demand: Demand) -> Option<Spanned<Amount>> {
        let addends: Vec<_> =
            self.members.iter().map(|member| (member, member.amount(name, self.form))).collect();
        if demand == Demand::Everybody {
            for (member, _) in addends.iter().filter(|(_, addend)| addend.is_none()) {
                let what = format!("没有 {name} 这个数");
                let help = if member.is_unit() {
                    format!("在它的填报里填上 budget.{name}，或者填全 basic 和各项目")
                } else {
                    "有所属单位汇总的，budget.department 是全部门的合计；\
                     本级的数填 budget.basic 和各项目，没有的填 0"
                        .to_owned()
                };
                self.complaints.about(member, &what, &help);
            }
        }
        if demand != Demand::Some && addends.iter().any(|(_, addend)| addend.is_none()) {
            return None;
        }
        let parts = addends.into_iter().filter_map(|(member, addend)| {
            let (amount, span) = addend?;
            Some(Part { whose: member.whose(), value: PartValue::Amount(amount), span })
        });
        add(self.parts, &format!("budget.{name}"), parts.collect())
    }

    /// Adds up all project expenditure by kind where somebody states it.
    fn by_kind(&mut self) -> Vec<(Spanned<BudgetKind>, Spanned<Amount>)> {
        let mut kinds: Vec<Spanned<BudgetKind>> = Vec::new();
        for member in self.members {
            for (kind, _) in &member.filing().budget.project_expenditure_by_kind {
                if kinds.iter().all(|listed| listed.value != kind.value) {
                    kinds.push(kind.clone());
                }
            }
        }
        let sums = kinds.into_iter().filter_map(|kind| {
            let key = kind.value.key();
            let name = format!("by_kind.{key}.expenditure");
            let addends = self.members.iter().map(|member| {
                let (amount, span) = member.amount(&name, self.form)?;
                let value = PartValue::Amount(amount);
                Some(Part { whose: member.whose(), value, span })
            });
            let parts: Vec<_> = addends.collect::<Option<_>>()?;
            let key = format!("budget.project_expenditure_by_kind.{key}");
            Some((kind, add(self.parts, &key, parts)?))
        });
        sums.collect()
    }
}

/// Joins the income and adds up what was carried over, where everybody states it.
fn carried_over(members: &[Member<'_>], whole: &mut Filing, parts: &mut Parts) {
    let budgets = || members.iter().map(|member| &member.filing().budget);
    let all_have_income = budgets().all(|budget| !budget.income.is_empty());
    whole.budget.income = if all_have_income {
        budgets().flat_map(|budget| budget.income.iter().cloned()).collect()
    } else {
        Vec::new()
    };
    let mut carried = |key: &str, of: fn(&Filing) -> Option<&Spanned<Amount>>| {
        let addends = members.iter().map(|member| {
            let amount = of(member.filing())?;
            let value = PartValue::Amount(amount.value);
            Some(Part { whose: member.whose(), value, span: amount.span })
        });
        add(parts, key, addends.collect::<Option<_>>()?)
    };
    let carryover_in = carried("budget.carryover_in", |filing| filing.budget.carryover_in.as_ref());
    let carryover_out =
        carried("budget.carryover_out", |filing| filing.budget.carryover_out.as_ref());
    (whole.budget.carryover_in, whole.budget.carryover_out) = (carryover_in, carryover_out);
}

/// A count of a department.
type Count = fn(&Department) -> Option<&Spanned<u64>>;

/// Adds up the staff and the offices; a count that one states all must state.
pub(super) fn counts(
    members: &[Member<'_>],
    whole: &mut Filing,
    parts: &mut Parts,
    complaints: &mut Complaints,
) {
    let mut sum = |key: &str, count: Count| {
        let counts: Vec<_> =
            members.iter().map(|member| (member, count(&member.filing().department))).collect();
        if counts.iter().all(|(_, count)| count.is_none()) {
            return None;
        }
        for (member, _) in counts.iter().filter(|(_, count)| count.is_none()) {
            let what = format!("没有填 {key}，别的单位填了，加不出合计");
            complaints.about(member, &what, "补上这个数，没有的填 0；或者各单位都不填");
        }
        let parts_of_sum: Vec<_> = counts
            .into_iter()
            .filter_map(|(member, count)| {
                let Spanned { value, span } = *count?;
                Some(Part { whose: member.whose(), value: PartValue::Count(value), span })
            })
            .collect();
        let span = parts_of_sum.first()?.span;
        let value = parts_of_sum.iter().fold(0_u64, |total, part| match part.value {
            PartValue::Count(count) => total.saturating_add(count),
            PartValue::Amount(_) => total,
        });
        parts.insert(key.to_owned(), parts_of_sum);
        Some(Spanned { value, span })
    };
    let internal_offices =
        sum("department.internal_offices", |department| department.internal_offices.as_ref());
    let employed =
        sum("department.staff.employed", |department| department.staff.employed.as_ref());
    let support_workers = sum("department.staff.support_workers", |department| {
        department.staff.support_workers.as_ref()
    });
    let quota = sum("department.staff.quota", |department| department.staff.quota.as_ref());
    let department = &mut whole.department;
    department.internal_offices = internal_offices;
    department.staff.employed = employed;
    department.staff.support_workers = support_workers;
    department.staff.quota = quota;
}

/// Keeps the addends of the sum `key` and returns it, at its first addend; `None` where there is none.
fn add(parts: &mut Parts, key: &str, addends: Vec<Part>) -> Option<Spanned<Amount>> {
    let span = addends.first()?.span;
    let value = addends.iter().filter_map(|part| match part.value {
        PartValue::Amount(amount) => Some(amount),
        PartValue::Count(_) => None,
    });
    let value = value.sum();
    parts.insert(key.to_owned(), addends);
    Some(Spanned { value, span })
}

/// Returns whether a member states project expenditure and lists no project.
fn has_unlisted_projects(member: &Member<'_>) -> bool {
    let filing = member.filing();
    let StatedAmounts { initial, adjusted, r#final } = &filing.budget.projects;
    let stated = [initial, adjusted, r#final].into_iter().flatten();
    filing.projects.is_empty() && stated.into_iter().any(|amount| !amount.value.is_zero())
}
