//! The figures and projects of a record as lines of JSON, each checked where it is read.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::value;
use super::{RecordedFigure, RecordedProject, RecordedValue};
use crate::figures::{AmountField, Origin, ProjectField, ProjectGroup};
use crate::model::{AdjustmentCategory, AdjustmentScope, BudgetKind, ClosedSet, ProjectStatus};
use crate::quantity::{Amount, AmountUnit};

/// A figure of the department.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureLine<'a> {
    pub(super) name: Cow<'a, str>,
    label: Cow<'a, str>,
    kind: Cow<'a, str>,
    text: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    from: OriginLine<'a>,
}

/// What a figure is computed from.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OriginLine<'a> {
    Key(Cow<'a, str>),
    Figures(Vec<Cow<'a, str>>),
    Count(Cow<'a, str>),
    Sum(Cow<'a, str>, Cow<'a, str>),
    Ledger(Cow<'a, str>, Option<Cow<'a, str>>),
    Entries(Option<Cow<'a, str>>),
    Indicators,
}

/// A project.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectLine<'a> {
    pub(super) id: Cow<'a, str>,
    name: Cow<'a, str>,
    status: Cow<'a, str>,
    evaluated: bool,
    fields: Cow<'a, IndexMap<String, String>>,
    kinds: IndexMap<Cow<'a, str>, Option<String>>,
    figures: IndexMap<Cow<'a, str>, (Option<String>, Cow<'a, str>)>,
}

impl<'a> FigureLine<'a> {
    pub(super) fn of(name: &'a str, figure: &'a RecordedFigure) -> Self {
        Self {
            name: name.into(),
            label: figure.label.as_str().into(),
            kind: value::kind_name(figure.kind).into(),
            text: figure.value.text.as_str().into(),
            value: value::text(figure.value.value).map(Cow::from),
            from: OriginLine::of(&figure.origin),
        }
    }

    /// Returns the figure, or `None` where its kind, value or origin makes no sense.
    fn figure(self) -> Option<RecordedFigure> {
        let kind = value::kind_named(&self.kind)?;
        let value = value::read(kind, self.value.as_deref())?;
        Some(RecordedFigure {
            label: self.label.into_owned(),
            kind,
            value: RecordedValue { value, text: self.text.into_owned() },
            origin: self.from.origin()?,
        })
    }
}

impl<'a> OriginLine<'a> {
    fn of(origin: &'a Origin) -> Self {
        match origin {
            Origin::Given(key) => Self::Key(key.as_str().into()),
            Origin::Figures(names) => {
                Self::Figures(names.iter().map(|name| name.as_str().into()).collect())
            }
            Origin::Projects { group, amount: None } => Self::Count(group.key().into()),
            Origin::Projects { group, amount: Some(amount) } => {
                Self::Sum(amount.key().into(), group.key().into())
            }
            Origin::Ledger { initial, scope } => {
                Self::Ledger(initial.as_str().into(), scope.map(|scope| scope.key().into()))
            }
            Origin::Entries(category) => Self::Entries(category.map(|it| it.key().into())),
            Origin::Indicators => Self::Indicators,
        }
    }

    fn origin(self) -> Option<Origin> {
        Some(match self {
            Self::Key(key) => Origin::Given(key.into_owned()),
            Self::Figures(names) => {
                Origin::Figures(names.into_iter().map(Cow::into_owned).collect())
            }
            Self::Count(group) => {
                Origin::Projects { group: ProjectGroup::named(&group)?, amount: None }
            }
            Self::Sum(amount, group) => Origin::Projects {
                group: ProjectGroup::named(&group)?,
                amount: Some(AmountField::ALL.into_iter().find(|field| field.key() == amount)?),
            },
            Self::Ledger(initial, scope) => Origin::Ledger {
                initial: initial.into_owned(),
                scope: match scope {
                    Some(key) => Some(member::<AdjustmentScope>(&key)?),
                    None => None,
                },
            },
            Self::Entries(category) => Origin::Entries(match category {
                Some(key) => Some(member::<AdjustmentCategory>(&key)?),
                None => None,
            }),
            Self::Indicators => Origin::Indicators,
        })
    }
}

impl<'a> ProjectLine<'a> {
    pub(super) fn of(id: &'a str, project: &'a RecordedProject) -> Self {
        let kinds = project.kinds.iter();
        let figures = project.figures.iter();
        Self {
            id: id.into(),
            name: project.name.as_str().into(),
            status: project.status.key().into(),
            evaluated: project.evaluated,
            fields: Cow::Borrowed(&project.fields),
            kinds: kinds
                .map(|(kind, part)| (kind.key().into(), part.map(Amount::exact_text)))
                .collect(),
            figures: figures
                .map(|(field, figure)| {
                    (field.key().into(), (value::text(figure.value), figure.text.as_str().into()))
                })
                .collect(),
        }
    }

    /// Returns the project, or `None` where a word or a value of it makes no sense.
    fn project(self) -> Option<RecordedProject> {
        let kinds = self.kinds.into_iter().map(|(kind, part)| {
            let part = match part {
                Some(text) => Some(Amount::of_exact_text(&text)?),
                None => None,
            };
            Some((member::<BudgetKind>(&kind)?, part))
        });
        let figures = self.figures.into_iter().map(|(key, (exact, text))| {
            let field = ProjectField::named(&key)?;
            let value = value::read(field.kind(), exact.as_deref())?;
            Some((field, RecordedValue { value, text: text.into_owned() }))
        });
        Some(RecordedProject {
            name: self.name.into_owned(),
            status: member::<ProjectStatus>(&self.status)?,
            evaluated: self.evaluated,
            fields: self.fields.into_owned(),
            kinds: kinds.collect::<Option<_>>()?,
            figures: figures.collect::<Option<_>>()?,
        })
    }
}

/// A figure that was read, with its name.
pub(super) struct NamedFigure(pub(super) String, pub(super) RecordedFigure);

impl<'de> Deserialize<'de> for NamedFigure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let line = FigureLine::deserialize(deserializer)?;
        let name = line.name.clone().into_owned();
        let figure = line.figure();
        figure
            .map(|figure| Self(name.clone(), figure))
            .ok_or_else(|| D::Error::custom(quoted(&name)))
    }
}

/// A project that was read, with its id.
pub(super) struct NamedProject(pub(super) String, pub(super) RecordedProject);

impl<'de> Deserialize<'de> for NamedProject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let line = ProjectLine::deserialize(deserializer)?;
        let id = line.id.clone().into_owned();
        let project = line.project();
        project
            .map(|project| Self(id.clone(), project))
            .ok_or_else(|| D::Error::custom(quoted(&id)))
    }
}

/// The unit of amounts by its name.
pub(super) fn amount_unit<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<AmountUnit, D::Error> {
    let name = Cow::<str>::deserialize(deserializer)?;
    member(&name).ok_or_else(|| D::Error::custom(quoted("amount_unit")))
}

/// Names what is wrong the way the JSON reader does.
fn quoted(name: &str) -> String {
    format!("`{name}`")
}

fn member<S: ClosedSet>(key: &str) -> Option<S> {
    S::MEMBERS.iter().copied().find(|member| member.key() == key)
}
