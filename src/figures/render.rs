//! Figures for people and programs: a table, JSON, and one figure explained.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use serde_json::{Map, Value as Json, json};

use super::{Explanation, Figures, Input, Value, explain};
use crate::edition::Edition;
use crate::form::Form;
use crate::quantity::AmountUnit;
use crate::source::Sources;

/// How many decimals of a rate JSON gives, in percent.
const JSON_RATE_DECIMALS: u32 = 6;
/// The most inputs that an explanation in text lists.
const MAX_LISTED: usize = 50;

/// Returns the figures as a table for a terminal; those without data are left out.
pub fn table(edition: &Edition, form: &Form, figures: &Figures) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["指标", "含义", "值", "算式"]);
    for name in figures.names() {
        let Some(words) = explain(edition, form, figures, &name) else { continue };
        if words.value != Value::Absent {
            let value = with_unit(&words, form);
            table.add_row([words.name, words.label, value, words.formula]);
        }
    }
    if let Some(values) = table.column_mut(2) {
        values.set_cell_alignment(CellAlignment::Right);
    }
    let mut text = table.to_string();
    text.push('\n');
    text
}

/// Returns the figures as JSON: an object by figure name, one figure a line.
///
/// `value` is exact, a decimal in text: money in the form's unit, points, a count, a rate in percent
/// to six decimals; a grade's is its name in the data (`excellent`). It is null where there is no
/// number.
pub fn json(sources: &Sources, edition: &Edition, form: &Form, figures: &Figures) -> String {
    let mut text = "{".to_owned();
    for name in figures.names() {
        let Some(words) = explain(edition, form, figures, &name) else { continue };
        text.push_str(if text.len() == 1 { "\n  " } else { ",\n  " });
        text.push_str(&Json::String(name).to_string());
        text.push_str(": ");
        text.push_str(&Json::Object(record(sources, form, words)).to_string());
    }
    text.push_str("\n}\n");
    text
}

/// Returns one figure in words: its value, its formula, its rule, and its inputs with their places.
pub fn explanation(sources: &Sources, form: &Form, words: &Explanation) -> String {
    let value = match words.value {
        Value::Absent => "没有（缺少数据）".to_owned(),
        Value::NoBase => "没有（除数为零）".to_owned(),
        _ => with_unit(words, form),
    };
    let mut lines = vec![
        format!("{}（{}）", words.label, words.name),
        format!("  值：{value}"),
        format!("  算式：{}", words.formula),
        format!("  依据：{}", words.rule),
    ];
    if !words.inputs.is_empty() {
        lines.push("  由来：".to_owned());
    }
    lines.extend(words.inputs.iter().take(MAX_LISTED).map(|input| input_line(sources, input)));
    if words.inputs.len() > MAX_LISTED {
        lines.push(format!("    …… 共 {} 项", words.inputs.len()));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn input_line(sources: &Sources, input: &Input) -> String {
    let Input { name, text, span } = input;
    let text = if text.is_empty() { "未填" } else { text };
    span.map_or_else(
        || format!("    {name} = {text}"),
        |span| {
            let position = sources.position(span);
            let file = &sources.get(span.source).name;
            format!("    {name} = {text}  （{file}:{}:{}）", position.line, position.column)
        },
    )
}

fn record(sources: &Sources, form: &Form, words: Explanation) -> Map<String, Json> {
    let (kind, value) = exact(words.value, form.display.amount_unit);
    let inputs = words.inputs.into_iter().map(|input| {
        let mut record = Map::new();
        record.insert("name".to_owned(), Json::String(input.name));
        record.insert("text".to_owned(), Json::String(input.text));
        if let Some(span) = input.span {
            let position = sources.position(span);
            record.insert("file".to_owned(), json!(sources.get(span.source).name));
            record.insert("line".to_owned(), json!(position.line));
            record.insert("column".to_owned(), json!(position.column));
        }
        Json::Object(record)
    });
    let inputs = inputs.collect();
    let mut record = Map::new();
    for (key, text) in [("label", words.label), ("kind", kind.to_owned()), ("text", words.text)] {
        record.insert(key.to_owned(), Json::String(text));
    }
    record.insert("value".to_owned(), value.map_or(Json::Null, Json::String));
    record.insert("unit".to_owned(), json!(unit(words.value, form)));
    record.insert("formula".to_owned(), Json::String(words.formula));
    record.insert("inputs".to_owned(), Json::Array(inputs));
    record.insert("rule".to_owned(), Json::String(words.rule));
    record
}

/// Returns the kind of a value and its exact text, as [`json()`] writes them.
pub fn exact(value: Value, unit: AmountUnit) -> (&'static str, Option<String>) {
    match value {
        Value::Amount(amount) => ("amount", Some(amount.print_exact(unit))),
        Value::Rate(rate) => {
            let percent = rate.print(JSON_RATE_DECIMALS);
            ("rate", Some(percent.trim_end_matches('%').to_owned()))
        }
        Value::Score(score) => ("score", Some(score.print())),
        Value::Count(count) => ("count", Some(count.to_string())),
        Value::Grade(grade) => ("grade", Some(grade.key().to_owned())),
        Value::ZeroOfZero => ("zero_of_zero", None),
        Value::NoBase => ("no_base", None),
        Value::Absent => ("absent", None),
    }
}

/// Returns the unit of a value; counts and grades have none that holds for all of them.
fn unit(value: Value, form: &Form) -> Option<&'static str> {
    match value {
        Value::Amount(_) => Some(form.display.amount_unit.name()),
        Value::Rate(_) => Some("%"),
        Value::Score(_) => Some("分"),
        _ => None,
    }
}

fn with_unit(words: &Explanation, form: &Form) -> String {
    match (words.value, unit(words.value, form)) {
        (Value::Amount(_) | Value::Score(_), Some(unit)) => format!("{} {unit}", words.text),
        (Value::NoBase, _) => "—".to_owned(),
        _ => words.text.clone(),
    }
}
