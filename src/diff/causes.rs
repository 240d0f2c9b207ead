//! What in a filing brought a figure's change about: the origins of figures followed to the keys of
//! the YAML that changed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::changes::AdjustmentChange;
use super::figures::differ;
use super::projects::{FieldChange, Identified, Pairing, ProjectPair};
use crate::figures::{AmountField, Origin, ProjectField, ProjectGroup, Value};
use crate::model::ProjectStatus;
use crate::record::{RecordedAdjustment, RecordedProject, Snapshot};

/// The most causes that a figure names.
const MAX_CAUSES: usize = 1000;

/// A key of the filing whose change changed a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause<'a> {
    /// The key: `budget.department.final`, `projects[P01].adjusted`, `projects[P05]`,
    /// `budget.adjustments[3]`.
    pub input: Cow<'a, str>,
    /// What it belongs to, in Chinese; empty where the key's own words say it all.
    pub subject: Cow<'a, str>,
    /// As it was; `None` where it was not there.
    pub old: Option<Cow<'a, str>>,
    /// As it is; `None` where it is not there.
    pub new: Option<Cow<'a, str>>,
}

/// Follows figures to their causes.
pub(super) struct Tracer<'a, 'p> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    pairing: &'p Pairing<'a>,
    adjustments: &'p [AdjustmentChange<'a>],
    /// What changed directly under each figure that was asked for.
    direct: RefCell<BTreeMap<&'a str, Vec<Cause<'a>>>>,
}

impl<'a, 'p> Tracer<'a, 'p> {
    pub(super) fn new(
        old: &'a Snapshot,
        new: &'a Snapshot,
        pairing: &'p Pairing<'a>,
        adjustments: &'p [AdjustmentChange<'a>],
    ) -> Self {
        Self { old, new, pairing, adjustments, direct: RefCell::default() }
    }

    /// Returns the causes of a change of the department's figure `name`, and whether they are all.
    pub(super) fn of_department(&self, name: &'a str) -> (Vec<Cause<'a>>, bool) {
        let mut causes = Vec::new();
        let mut known = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut pending = vec![name];
        while let Some(name) = pending.pop() {
            if !seen.insert(name) || !self.changed(name) {
                continue;
            }
            for cause in self.direct.borrow_mut().entry(name).or_insert_with(|| self.direct(name)) {
                if causes.len() == MAX_CAUSES {
                    return (causes, false);
                }
                if known.insert(cause.clone()) {
                    causes.push(cause.clone());
                }
            }
            let mut followed: Vec<&str> = Vec::new();
            for origin in self.origins(name) {
                match origin {
                    Origin::Figures(names) => followed.extend(names.iter().map(String::as_str)),
                    Origin::Ledger { initial, .. } => followed.push(initial),
                    Origin::Given(_)
                    | Origin::Projects { .. }
                    | Origin::Entries(_)
                    | Origin::Indicators => {}
                }
            }
            pending.extend(followed.into_iter().rev());
        }
        if causes.is_empty() {
            causes.extend(self.origins(name).filter_map(|origin| match origin {
                Origin::Given(key) => self.given(name, key),
                _ => None,
            }));
        }
        (causes, true)
    }

    /// Returns the causes of a change of a project's figure.
    pub(super) fn of_project(&self, pair: &ProjectPair<'a>, field: ProjectField) -> Vec<Cause<'a>> {
        let (Some(old), Some(new)) = (pair.old, pair.new) else { return Vec::new() };
        let mut causes = Vec::new();
        for base in bases(field, new.project) {
            if differ(old.project.figure(*base), new.project.figure(*base)) {
                self.base(pair, *base, &mut causes);
            }
        }
        causes
    }

    /// Returns the origins of a figure: its own, and the one it had where that was another.
    fn origins(&self, name: &str) -> impl Iterator<Item = &'a Origin> + use<'a> {
        let is = self.new.figures.get(name).map(|figure| &figure.origin);
        let was = self.old.figures.get(name).map(|figure| &figure.origin);
        is.into_iter().chain(was.filter(|was| Some(*was) != is))
    }

    fn changed(&self, name: &str) -> bool {
        let was = self.old.figures.get(name).map(|figure| &figure.value);
        differ(was, self.new.figures.get(name).map(|figure| &figure.value))
    }

    /// Returns what changed in the filing directly under a figure of the department.
    fn direct(&self, name: &str) -> Vec<Cause<'a>> {
        let mut causes = Vec::new();
        for origin in self.origins(name) {
            match origin {
                Origin::Given(key) => {
                    // What was stated and follows from the rest instead is changed by the rest.
                    let given = self.given(name, key);
                    causes.extend(given.filter(|given| given.new.is_some()));
                }
                Origin::Projects { group, amount } => self.projects(*group, *amount, &mut causes),
                Origin::Ledger { scope, .. } => {
                    causes.extend(self.ledger(|entry| entry.counts_for(*scope)));
                }
                Origin::Entries(category) => causes.extend(
                    self.ledger(|entry| category.is_none_or(|it| it.key() == entry.category)),
                ),
                Origin::Indicators => causes.extend(self.indicators()),
                Origin::Figures(_) => {}
            }
        }
        causes
    }

    fn given(&self, name: &str, key: &'a str) -> Option<Cause<'a>> {
        let side = |snapshot: &'a Snapshot| {
            let figure = snapshot.figures.get(name)?;
            let given = matches!(&figure.origin, Origin::Given(listed) if listed == key);
            let stated = given && figure.value.value != Value::Absent;
            Some((figure, exact(figure.value.value, snapshot)?)).filter(|_| stated)
        };
        let (old, new) = (side(self.old), side(self.new));
        let label = new.as_ref().or(old.as_ref()).map(|(figure, _)| figure.label.as_str())?;
        let text = |side: Option<(_, String)>| side.map(|(_, text)| Cow::Owned(text));
        Some(Cause { input: key.into(), subject: label.into(), old: text(old), new: text(new) })
    }

    /// Adds what changed in a group of projects: who belongs to it, and what is added up.
    fn projects(
        &self,
        group: ProjectGroup,
        amount: Option<AmountField>,
        causes: &mut Vec<Cause<'a>>,
    ) {
        for pair in &self.pairing.pairs {
            if causes.len() > MAX_CAUSES {
                return;
            }
            let part = |project: &RecordedProject| {
                group
                    .takes(&project.facts())
                    .then(|| amount.map(|amount| part(project, group, amount)))
            };
            let old = pair.old.and_then(|old| part(old.project));
            let new = pair.new.and_then(|new| part(new.project));
            if old == new {
                continue;
            }
            match (pair.old, pair.new) {
                (Some(_), Some(is)) => {
                    if old.is_some() != new.is_some() {
                        let stated = &is.project.fields;
                        let decides =
                            pair.fields.iter().filter(|field| decides(group, field.key, stated));
                        causes.extend(decides.map(|field| cause(is.id, is.project, *field)));
                    } else if let Some(amount) = amount {
                        self.base(pair, field(amount), causes);
                    }
                }
                (old, new) => {
                    let whole = |side: Option<Identified<'a>>| {
                        side.map(|side| Cow::Borrowed(side.project.name.as_str()))
                    };
                    let id = new.or(old).map_or("", |side| side.id);
                    causes.push(Cause {
                        input: Cow::Owned(format!("projects[{id}]")),
                        subject: "".into(),
                        old: whole(old),
                        new: whole(new),
                    });
                }
            }
        }
    }

    /// Adds the fields behind a project's own value that changed.
    fn base(&self, pair: &ProjectPair<'a>, base: ProjectField, causes: &mut Vec<Cause<'a>>) {
        let Some(is) = pair.new else { return };
        let before = causes.len();
        // A project that was added in the year began with nothing, which need not be stated.
        let added = ProjectStatus::Added.key();
        let decides = move |field: &&FieldChange<'a>| {
            field.key != "status" || field.old == Some(added) || field.new == Some(added)
        };
        let changed = |base| {
            let fields =
                pair.fields.iter().filter(move |field| states(base, field.key, &is.project.fields));
            fields.filter(decides)
        };
        if base == ProjectField::Adjusted && changed(base).all(|field| field.new.is_none()) {
            let initial = changed(ProjectField::Initial);
            causes.extend(initial.map(|field| cause(is.id, is.project, *field)));
            let ids = [pair.old.map_or(is.id, |was| was.id), is.id];
            causes.extend(self.ledger(|entry| {
                entry.project.as_deref().is_some_and(|project| ids.contains(&project))
            }));
        }
        if causes.len() == before {
            causes.extend(changed(base).map(|field| cause(is.id, is.project, *field)));
        }
    }

    /// Returns the entries of the ledger that changed.
    fn ledger(&self, belongs: impl Fn(&RecordedAdjustment) -> bool) -> Vec<Cause<'a>> {
        let entries = self.adjustments.iter().filter_map(|change| {
            let (AdjustmentChange::Added { number, entry }
            | AdjustmentChange::Removed { number, entry }) = *change;
            if !belongs(entry) {
                return None;
            }
            let amount = Some(Cow::Borrowed(entry.amount.as_str()));
            let (old, new) = match change {
                AdjustmentChange::Added { .. } => (None, amount),
                AdjustmentChange::Removed { .. } => (amount, None),
            };
            Some(Cause {
                input: Cow::Owned(format!("budget.adjustments[{number}]")),
                subject: entry.reason.as_deref().or(entry.document.as_deref()).unwrap_or("").into(),
                old,
                new,
            })
        });
        entries.collect()
    }

    /// Returns what changed the scores of the department's own indicators.
    fn indicators(&self) -> Vec<Cause<'a>> {
        let (was, is) = (&self.old.indicators, &self.new.indicators);
        let keys = is.keys().chain(was.keys().filter(|key| !is.contains_key(*key)));
        let changed = keys.filter(|key| {
            let dimension = key.ends_with("].dimension");
            !dimension && scores(key, is) && was.get(*key) != is.get(*key)
        });
        let text = |text: Option<&'a String>| text.map(|text| Cow::Borrowed(text.as_str()));
        changed
            .map(|key| Cause {
                input: Cow::Owned(format!("evaluation.indicators{key}")),
                subject: "".into(),
                old: text(was.get(key)),
                new: text(is.get(key)),
            })
            .collect()
    }
}

fn cause<'a>(id: &str, project: &'a RecordedProject, field: FieldChange<'a>) -> Cause<'a> {
    Cause {
        input: Cow::Owned(format!("projects[{id}].{}", field.key)),
        subject: Cow::Borrowed(&project.name),
        old: field.old.map(Cow::Borrowed),
        new: field.new.map(Cow::Borrowed),
    }
}

/// Returns a value with all its digits.
fn exact(value: Value, snapshot: &Snapshot) -> Option<String> {
    match value {
        Value::Amount(amount) => Some(amount.print_exact(snapshot.amount_unit)),
        Value::Score(score) => Some(score.print()),
        Value::Count(count) => Some(count.to_string()),
        Value::Grade(grade) => Some(grade.name().to_owned()),
        Value::Rate(_) | Value::ZeroOfZero | Value::NoBase | Value::Absent => None,
    }
}

/// Returns what a project adds to a sum over `group`.
fn part(project: &RecordedProject, group: ProjectGroup, amount: AmountField) -> Option<Value> {
    let of_kind = match group {
        ProjectGroup::OfKind(kind) | ProjectGroup::EvaluatedOfKind(kind) => Some(kind),
        _ => None,
    };
    match of_kind {
        Some(kind) => {
            let part = project.kinds.iter().find(|(listed, _)| *listed == kind);
            part.and_then(|(_, amount)| *amount).map(Value::Amount)
        }
        None => project.figure(field(amount)).map(|figure| figure.value),
    }
}

fn field(amount: AmountField) -> ProjectField {
    match amount {
        AmountField::Initial => ProjectField::Initial,
        AmountField::Adjusted => ProjectField::Adjusted,
        AmountField::Final => ProjectField::Final,
    }
}

/// Returns the fields that a figure of `project` is computed from.
fn bases(field: ProjectField, project: &RecordedProject) -> &'static [ProjectField] {
    use ProjectField::{
        Adjusted, Adjustment, DimensionScore, ExecutionRate, ExecutionScore, ExpenditureRate,
        Final, Grade, Index, Initial, Score,
    };
    match field {
        Index => &[],
        Initial => &[Initial],
        Adjusted => &[Adjusted],
        Final => &[Final],
        Adjustment => &[Adjusted, Initial],
        ExpenditureRate => &[Final, Initial],
        ExecutionRate | ExecutionScore => &[Final, Adjusted],
        // The indicators and the execution row add up to a score that is not stated.
        Score | Grade => {
            let added = project.figure(ExecutionScore).is_some();
            let added = added && !project.fields.contains_key("score");
            if added { &[Score, Final, Adjusted] } else { &[Score] }
        }
        DimensionScore(_) => &[Score],
    }
}

/// Returns whether the key of a project that states `stated` states `base` or a part of it.
fn states(base: ProjectField, key: &str, stated: &IndexMap<String, String>) -> bool {
    let amount = |name: &str| {
        key == name || key.starts_with("funding[") && key.ends_with(&format!("].{name}"))
    };
    match base {
        ProjectField::Initial => amount("initial") || key == "status",
        ProjectField::Adjusted => amount("adjusted"),
        ProjectField::Final => amount("final"),
        ProjectField::Score => {
            key == "score" || key.starts_with("indicators[") && scores(key, stated)
        }
        _ => false,
    }
}

/// Returns whether the key of an indicator gives its points or adds them to a sum; those of one whose
/// score is not among what is `stated` come from its other keys.
fn scores(key: &str, stated: &IndexMap<String, String>) -> bool {
    /// What a rule reads.
    const READ: [&str; 7] =
        ["nature", "operator", "target", "actual", "unit", "weight", "achieved_share"];
    let Some((row, part)) = key.rsplit_once("].") else { return false };
    let is_computed = || !stated.contains_key(&format!("{row}].score"));
    matches!(part, "score" | "dimension") || READ.contains(&part) && is_computed()
}

/// Returns whether the key of a project that states `stated` decides whether it is of `group`.
fn decides(group: ProjectGroup, key: &str, stated: &IndexMap<String, String>) -> bool {
    let kind = || key == "budget_kind" || key.ends_with("].budget_kind");
    match group {
        ProjectGroup::All => false,
        ProjectGroup::AtStart
        | ProjectGroup::Added
        | ProjectGroup::Cancelled
        | ProjectGroup::AtEnd => key == "status",
        ProjectGroup::Evaluated => key == "evaluated",
        ProjectGroup::OfKind(_) => kind(),
        ProjectGroup::EvaluatedOfKind(_) => key == "evaluated" || kind(),
        ProjectGroup::EvaluatedWithGrade(_) => {
            key == "evaluated" || states(ProjectField::Score, key, stated)
        }
    }
}
