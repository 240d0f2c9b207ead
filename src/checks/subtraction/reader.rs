//! What a reader of everything that is published can work out about withheld amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::hidden::{Hidden, Part};
use super::published::{Print, Published};
use super::terms::{Term, Terms};
use crate::checks::Context;
use crate::figures::{AmountField, ProjectField, Value};
use crate::form::Totals;
use crate::inference::{Expression, Problem, Solver, Unknown};
use crate::model::AdjustmentCategory;
use crate::quantity::{Amount, BudgetKind, RateBounds};

/// Up to how many unknown numbers it is reckoned with that each project's ledger leads from one of
/// its amounts to another. Without these links, projects that stand in the same sums are solved as
/// one, however many there are.
const MAX_LINKED: usize = 60;

/// What somebody could learn of a withheld project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// One of its figures.
    Field(ProjectField),
    /// A kind's part of its adjusted budget.
    Kind(BudgetKind),
    /// What its entries of a category come to in the ledger.
    Ledger(AdjustmentCategory),
}

/// What can be learned of the withheld projects, by their numbers, and from which published figures.
pub(super) type Learned = BTreeMap<(usize, What), BTreeSet<usize>>;

/// An amount of the full edition as unknown numbers and what is public.
#[derive(Clone, Debug)]
struct Sum {
    terms: Terms,
    fen: i128,
}

/// What a published figure says.
enum Fact {
    /// The sum lies between the two.
    Between(Sum, i128, i128),
    /// Part ÷ whole prints so.
    Quotient(Sum, Sum, RateBounds),
}

struct Reader<'a> {
    hidden: &'a Hidden<'a>,
    /// The facts, each with the number of the published figure that says so.
    facts: Vec<(usize, Fact)>,
    /// 基本支出 and 其他支出 in the department's three amounts.
    rest: [i128; 3],
    links: Vec<Terms>,
    /// How far apart values may lie that print alike, in 分.
    step: i128,
}

/// Returns what can be learned of the hidden amounts.
///
/// The values of public projects count as known exactly. With every further sort of relation that is
/// reckoned with, what is known can only become more, so that where one is too much for the solver
/// what follows from the others is found all the same.
pub(super) fn learned(
    context: &Context<'_>,
    hidden: &Hidden<'_>,
    published: &[Published],
) -> Learned {
    let reader = Reader::of(context, hidden, published);
    let mut learned = Learned::new();
    let has_rates = reader.facts.iter().any(|(_, fact)| matches!(fact, Fact::Quotient(..)));
    let has_links = !reader.links.is_empty();
    for (with_rates, with_links) in [(false, false), (true, false), (false, true), (true, true)] {
        if with_rates <= has_rates && with_links <= has_links {
            reader.ask(with_rates, with_links, &mut learned);
        }
    }
    learned
}

impl<'a> Reader<'a> {
    fn of(context: &Context<'_>, hidden: &'a Hidden<'a>, published: &[Published]) -> Self {
        let is_rest_public = is_rest_public(context, published);
        let sum = |name: &str| {
            let terms = Terms::of(name, hidden, |field| is_rest_public[number(field)])?;
            Some(Sum { terms, fen: fen(context, name)? })
        };
        let facts = published.iter().enumerate().filter_map(|(origin, said)| {
            let fact = match said.print {
                Print::Amount(least, most) => {
                    let sum = sum(&said.name)?;
                    let (least, most) = (least.min(sum.fen), most.max(sum.fen));
                    Fact::Between(sum, least, most)
                }
                Print::Rate(bounds) => {
                    let (part, whole) = context.figures.quotient(&said.name)?;
                    let (part, whole) = (sum(&part)?, sum(&whole)?);
                    let bounds = widened(bounds, part.fen, whole.fen)?;
                    Fact::Quotient(part, whole, bounds)
                }
                Print::Count(_) | Print::Word => return None,
            };
            Some((origin, fact))
        });
        let projects = |field| -> Amount {
            let amounts = context.figures.projects().filter_map(|listed| match field {
                AmountField::Initial => listed.initial,
                AmountField::Adjusted => listed.adjusted,
                AmountField::Final => listed.r#final,
            });
            amounts.sum()
        };
        let rest = AmountField::ALL.map(|field| {
            let whole = fen(context, &format!("department.{}", field.key()));
            whole.map_or(0, |whole| whole - projects(field).fen())
        });
        let linked = if hidden.amounts.len() <= MAX_LINKED { hidden.projects.len() } else { 0 };
        let display = &context.form.display;
        Self {
            hidden,
            facts: facts.collect(),
            rest,
            links: (0..linked).filter_map(|number| Terms::of_link(hidden, number)).collect(),
            step: display.amount_unit.step_in_fen(display.total_decimals),
        }
    }

    /// Adds what follows from the published amounts, with rates and with the ledger where wanted.
    fn ask(&self, with_rates: bool, with_links: bool, learned: &mut Learned) {
        let mut problem = Problem::default();
        let amounts = self.hidden.amounts.iter();
        let unknowns: Vec<_> = amounts.map(|amount| problem.unknown(amount.fen >= 0)).collect();
        let rest = self.rest.map(|fen| problem.unknown(fen >= 0));
        let written = |sum: &Sum| self.written(sum, &unknowns, rest);
        for (origin, fact) in &self.facts {
            match fact {
                Fact::Between(sum, least, most) => {
                    if let Some(sum) = written(sum) {
                        problem.between(&sum, Some(*least), Some(*most), *origin);
                    }
                }
                Fact::Quotient(part, whole, bounds) if with_rates => {
                    if let (Some(part), Some(whole)) = (written(part), written(whole)) {
                        problem.quotient(&part, &whole, *bounds, *origin);
                    }
                }
                Fact::Quotient(..) => {}
            }
        }
        for terms in self.links.iter().filter(|_| with_links) {
            if let Some(link) = written(&Sum { terms: terms.clone(), fen: 0 }) {
                // Nobody published it: it goes without saying.
                problem.between(&link, Some(0), Some(0), usize::MAX);
            }
        }
        let mut solver = Solver::of(&problem);
        for (number, project) in self.hidden.projects.iter().enumerate() {
            let mut find = |what, parts: &[usize]| {
                let parts: Vec<_> = parts.iter().map(|part| unknowns[*part]).collect();
                let range = solver.range(&parts);
                if range.is_narrow(self.step) {
                    let origins = range.because.into_iter().filter(|origin| *origin != usize::MAX);
                    learned.entry((number, what)).or_default().extend(origins);
                }
            };
            let adjusted = self.hidden.parts(project, |part| matches!(part, Part::Adjusted(_)));
            if !adjusted.is_empty() {
                find(What::Field(ProjectField::Adjusted), &adjusted);
            }
            for amount in project.amounts.clone() {
                let what = match self.hidden.amounts[amount].part {
                    Part::Initial => What::Field(ProjectField::Initial),
                    Part::Adjusted(Some(kind)) if adjusted.len() > 1 => What::Kind(kind),
                    Part::Adjusted(_) => continue,
                    Part::Final => What::Field(ProjectField::Final),
                    Part::Ledger(category) => What::Ledger(category),
                };
                find(what, &[amount]);
            }
        }
    }

    /// Writes a sum with the unknowns; `None` where a number grows too large.
    fn written(&self, sum: &Sum, unknowns: &[Unknown], rest: [Unknown; 3]) -> Option<Expression> {
        let unknown = |term: &Term| match term {
            Term::Hidden(number) => unknowns[*number],
            Term::Rest(field) => rest[number(*field)],
        };
        let value = |terms: &[Term]| -> i128 {
            let values = terms.iter().map(|term| match term {
                Term::Hidden(number) => self.hidden.amounts[*number].fen,
                Term::Rest(field) => self.rest[number(*field)],
            });
            values.sum()
        };
        let Terms { plus, minus } = &sum.terms;
        let public = sum.fen - value(plus) + value(minus);
        let taken_away = Expression::sum(minus.iter().map(unknown), 0);
        Expression::sum(plus.iter().map(unknown), public).plus(-1, &taken_away)
    }
}

/// Returns whether the department's three amounts without any project are public: as they are where
/// the public edition gives them less the withheld projects, and where 基本支出 is known.
fn is_rest_public(context: &Context<'_>, published: &[Published]) -> [bool; 3] {
    let is_reduced = context.form.disclosure.totals == Totals::Reduced;
    AmountField::ALL.map(|field| {
        let basic = format!("basic.{}", field.key());
        is_reduced
            || fen(context, &basic).is_some()
            || published.iter().any(|said| said.name == basic)
    })
}

/// Returns the amount of the full edition called `name`.
fn fen(context: &Context<'_>, name: &str) -> Option<i128> {
    match context.figures.get(name)?.value {
        Value::Amount(amount) => Some(amount.fen()),
        _ => None,
    }
}

/// Returns `bounds` so wide that `part ÷ whole` is within them, which what somebody printed
/// elsewhere need not be; `None` where the whole is not above zero.
pub(super) fn widened(bounds: RateBounds, part: i128, whole: i128) -> Option<RateBounds> {
    let at = part.checked_mul(bounds.scale)?;
    let at = at.checked_div_euclid(whole).filter(|_| whole > 0)?;
    let (least, beyond) = (bounds.least.min(at), bounds.beyond.max(at + 1));
    Some(RateBounds { least, beyond, ..bounds })
}

fn number(field: AmountField) -> usize {
    match field {
        AmountField::Initial => 0,
        AmountField::Adjusted => 1,
        AmountField::Final => 2,
    }
}
