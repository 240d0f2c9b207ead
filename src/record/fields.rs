//! What a filing states of a project, key by key, as plain text in one way of writing.

use indexmap::IndexMap;

use super::RecordedAdjustment;
use crate::model::{Adjustment, ClosedSet, Indicator, Project, StatedAmounts};
use crate::quantity::{Amount, AmountUnit};
use crate::source::Spanned;

/// What is stated, by key.
type Fields = IndexMap<String, String>;

/// Returns what the filing states of `project` besides its id, name, status and whether it was
/// evaluated.
pub(super) fn of_project(project: &Project, unit: AmountUnit) -> Fields {
    let mut fields = Fields::new();
    text(&mut fields, "unit", project.unit.as_ref());
    fields.insert("budget_kind".to_owned(), project.budget_kind.value.key().to_owned());
    amounts(&mut fields, "", &project.amounts, unit);
    if let Some(score) = &project.score {
        fields.insert("score".to_owned(), score.value.print());
    }
    text(&mut fields, "not_evaluated_reason", project.not_evaluated_reason.as_ref());
    text(&mut fields, "code", project.code.as_ref());
    text(&mut fields, "group", project.group.as_ref());
    text(&mut fields, "implementing_unit", project.implementing_unit.as_ref());
    fields.insert("level".to_owned(), project.level.key().to_owned());
    for (number, line) in (1..).zip(&project.funding) {
        let prefix = format!("funding[{number}].");
        fields.insert(format!("{prefix}source"), line.source.value.key().to_owned());
        member(&mut fields, format!("{prefix}level"), line.level.as_ref());
        member(&mut fields, format!("{prefix}budget_kind"), line.budget_kind.as_ref());
        amounts(&mut fields, &prefix, &line.amounts, unit);
    }
    indicators(&mut fields, "indicators", &project.indicators);
    let execution = &project.execution;
    text(&mut fields, "execution.deviation_reason", execution.deviation_reason.as_ref());
    text(&mut fields, "execution.remedy", execution.remedy.as_ref());
    if let Some(withholding) = &project.withholding {
        fields.insert("disclosure.withheld".to_owned(), "true".to_owned());
        member(&mut fields, "disclosure.ground".to_owned(), withholding.ground.as_ref());
    }
    fields
}

/// Returns what the filing states of the department's own indicators.
pub(super) fn of_indicators(list: &[Indicator]) -> Fields {
    let mut fields = Fields::new();
    indicators(&mut fields, "", list);
    fields
}

/// Returns an entry of the ledger.
pub(super) fn of_adjustment(entry: &Adjustment, unit: AmountUnit) -> RecordedAdjustment {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| plain(&text.value));
    RecordedAdjustment {
        date: entry.date.as_ref().map(|date| date.value.to_string()),
        amount: entry.amount.value.print_exact(unit),
        scope: entry.scope.value.key().to_owned(),
        project: text(&entry.project),
        category: entry.category.value.key().to_owned(),
        document: text(&entry.document),
        reason: text(&entry.reason),
    }
}

/// Returns `text` with every control character made a space, as a line of a terminal or of a record
/// can have it.
pub(super) fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn indicators(fields: &mut Fields, prefix: &str, list: &[Indicator]) {
    for (number, indicator) in (1..).zip(list) {
        let key = |name: &str| format!("{prefix}[{number}].{name}");
        let mut set = |name: &str, text: String| fields.insert(key(name), text);
        set("dimension", indicator.dimension.value.key().to_owned());
        set("category", indicator.category.value.key().to_owned());
        set("name", plain(&indicator.name.value));
        set("nature", indicator.nature.key().to_owned());
        set("weight", indicator.weight.value.print());
        if let Some(score) = &indicator.score {
            set("score", score.value.print());
        }
        if let Some(date) = &indicator.accepted_on {
            set("accepted_on", date.value.to_string());
        }
        member(fields, key("operator"), indicator.operator.as_ref());
        for (name, value) in [
            ("target", &indicator.target),
            ("actual", &indicator.actual),
            ("unit", &indicator.unit),
            ("achieved_share", &indicator.achieved_share),
            ("standard", &indicator.standard),
            ("deviation_reason", &indicator.deviation_reason),
            ("remedy", &indicator.remedy),
        ] {
            text(fields, &key(name), value.as_ref());
        }
    }
}

fn amounts(fields: &mut Fields, prefix: &str, amounts: &StatedAmounts, unit: AmountUnit) {
    let mut amount = |key: &str, amount: &Option<Spanned<Amount>>| {
        if let Some(amount) = amount {
            fields.insert(format!("{prefix}{key}"), amount.value.print_exact(unit));
        }
    };
    amount("initial", &amounts.initial);
    amount("adjusted", &amounts.adjusted);
    amount("final", &amounts.r#final);
}

fn text(fields: &mut Fields, key: &str, value: Option<&Spanned<String>>) {
    if let Some(value) = value {
        fields.insert(key.to_owned(), plain(&value.value));
    }
}

fn member<S: ClosedSet>(fields: &mut Fields, key: String, value: Option<&Spanned<S>>) {
    if let Some(value) = value {
        fields.insert(key, value.value.key().to_owned());
    }
}
