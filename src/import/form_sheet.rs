//! The sheet of a self-evaluation form, a project's or the department's: read row by row, each head
//! row saying what stands below it.

use std::collections::BTreeMap;

use super::grid::{Cell, Content, Sheet, label};
use super::heading::{Field, known};
use super::project::{ReadProject, labelled};
use super::tree::Tree;
use super::values::{self, Entry, Faults};
use crate::diagnostic::Code;
use crate::model::{BudgetKind, FundingSource, Nature, Operator};
use crate::workbook::PARTS;

/// What the sheet of a form says.
#[derive(Debug, Default)]
pub(super) struct FormSheet {
    pub(super) project: ReadProject,
    /// `form` and `department.name`, where the sheet is the department's.
    pub(super) form: Option<Tree>,
    pub(super) department: Option<Tree>,
    /// The department's amounts by their scope.
    pub(super) budget: Vec<Entry>,
}

/// The columns of the head row that was read last.
type Columns = BTreeMap<Field, u32>;

enum Below {
    /// Labels, each with its value at its right.
    Labels,
    Money(Columns),
    Objectives(Columns),
    Indicators(Columns),
}

/// Reads a form; `is_own` says that this program wrote it, so that a formula is a figure and no datum.
pub(super) fn read(sheet: &Sheet, is_own: bool, faults: &mut Faults) -> FormSheet {
    let mut form = FormSheet::default();
    let mut below = Below::Labels;
    let (mut funding, mut objectives, mut indicators) = (Vec::new(), Vec::new(), Vec::new());
    for (row, cells) in sheet.rows() {
        let heads: Vec<(u32, Field)> = cells
            .iter()
            .filter_map(|(column, cell)| Some((*column, known(cell.text())?.0)))
            .collect();
        let columns: Columns =
            heads.iter().rev().map(|(column, field)| (*field, *column)).collect();
        let has = |field: Field| columns.contains_key(&field);
        let amounts = [Field::Initial, Field::Adjusted, Field::Final];
        let first = cells.first().map(|(_, cell)| cell.label()).unwrap_or_default();
        if has(Field::Indicator) && (has(Field::Target) || has(Field::Weight)) {
            below = Below::Indicators(columns);
        } else if has(Field::ObjectiveTarget) && has(Field::Achievement) {
            below = Below::Objectives(columns);
        } else if amounts.into_iter().filter(|field| has(*field)).count() >= 2 {
            below = Below::Money(columns);
        } else if first.starts_with("预算执行偏差原因") {
            if let Some((column, _)) = cells.get(1) {
                let keys = values::reason_and_remedy(sheet, (row, *column), faults);
                form.project.set("execution", Tree::Keys(keys));
            }
        } else if matches!(first.as_str(), "总分" | "合计" | "总计") {
            if let Below::Indicators(columns) = &below {
                let field = if is_own { Field::FiledScore } else { Field::Score };
                if let Some(column) = columns.get(&field) {
                    let score = values::number("score", sheet, (row, *column), faults);
                    form.project.keys.extend(score);
                }
                below = Below::Labels;
            }
        } else {
            match &below {
                Below::Labels => labels(sheet, row, &cells, &heads, &mut form, faults),
                Below::Money(columns) => {
                    let line = Line { sheet, row, columns, is_own };
                    money(&line, &cells, &mut form, &mut funding, faults);
                }
                Below::Objectives(columns) => {
                    objectives.extend(objective(sheet, row, columns, faults));
                }
                Below::Indicators(columns) => {
                    indicators.extend(indicator(sheet, row, columns, is_own, faults));
                }
            }
        }
    }
    for (key, list) in
        [("funding", funding), ("objectives", objectives), ("indicators", indicators)]
    {
        form.project.set(key, Tree::List(list));
    }
    form
}

fn labels(
    sheet: &Sheet,
    row: u32,
    cells: &[(u32, &Cell)],
    heads: &[(u32, Field)],
    form: &mut FormSheet,
    faults: &mut Faults,
) {
    for (number, (column, field)) in heads.iter().enumerate() {
        let end = heads.get(number + 1).map_or(u32::MAX, |(next, _)| *next);
        let value = cells.iter().find(|(at, _)| at > column && *at < end);
        let Some((at, _)) = value else { continue };
        let at = (row, *at);
        match field {
            Field::Department => {
                form.department = values::text("name", sheet, at, faults).map(|(_, name)| name);
            }
            Field::Form => {
                form.form = values::text("form", sheet, at, faults).map(|(_, name)| name);
            }
            _ => form.project.keys.extend(labelled(*field, sheet, at, faults)),
        }
    }
}

/// A row of the money block.
struct Line<'a> {
    sheet: &'a Sheet,
    row: u32,
    columns: &'a Columns,
    is_own: bool,
}

fn money(
    line: &Line<'_>,
    cells: &[(u32, &Cell)],
    form: &mut FormSheet,
    funding: &mut Vec<Tree>,
    faults: &mut Faults,
) {
    let columns = [
        ("initial", Field::Initial, Field::FiledInitial),
        ("adjusted", Field::Adjusted, Field::FiledAdjusted),
        ("final", Field::Final, Field::FiledFinal),
    ];
    let column = |field: Field| line.columns.get(&field).copied();
    let first = columns.iter().filter_map(|(_, field, _)| column(*field)).min().unwrap_or_default();
    let named =
        cells.iter().rev().find(|(column, cell)| *column < first && !cell.text().is_empty());
    let Some((at, cell)) = named else { return };
    let name = cell.label();
    let mut amounts: Vec<Entry> = Vec::new();
    for (key, field, filed) in columns {
        let is_figure = |column: u32| {
            line.is_own && line.sheet.get(line.row, column).is_some_and(|cell| cell.is_formula)
        };
        // What is computed is no datum; what was filed instead stands beside the form.
        let at = column(field).filter(|at| !is_figure(*at)).or_else(|| column(filed));
        amounts.extend(at.and_then(|at| values::number(key, line.sheet, (line.row, at), faults)));
    }
    if form.department.is_some() {
        if let Some((scope, _)) = PARTS.iter().find(|(_, label)| *label == name) {
            form.budget.push((scope, Tree::Keys(amounts)));
        }
        return;
    }
    if ["总额", "合计", "小计"].iter().any(|word| name.contains(word)) {
        form.project.keys.extend(amounts);
        return;
    }
    if amounts.is_empty() && !line.is_own {
        return;
    }
    let place = line.sheet.place(line.row, *at);
    let Some(source) = funding_source(&name) else {
        let message = format!("不认识资金来源“{name}”");
        let names = FundingSource::ALL.map(FundingSource::name).join("、");
        faults.at(Code::LAYOUT_UNKNOWN, &place, &message, &format!("可以写：{names}"));
        return;
    };
    let level = name.split_once(['（', '(']).map(|(_, level)| level.trim_end_matches(['）', ')']));
    let mut keys = vec![("source", Tree::scalar(source.name(), Some(place.clone())))];
    keys.extend(level.map(|level| ("level", Tree::scalar(level, Some(place)))));
    if let Some(column) = line.columns.get(&Field::BudgetKind) {
        let at = (line.row, *column);
        keys.extend(values::member::<BudgetKind>("budget_kind", line.sheet, at, faults, &[]));
    }
    keys.extend(amounts);
    funding.push(Tree::Keys(keys));
}

fn funding_source(name: &str) -> Option<FundingSource> {
    let words = name.trim_start_matches("其中").trim_start_matches(['：', ':']);
    let words = words.split(['（', '(']).next().unwrap_or(words);
    if let Some(source) = FundingSource::ALL.into_iter().find(|source| source.name() == words) {
        return Some(source);
    }
    [
        ("财政拨款", FundingSource::FiscalAppropriation),
        ("上年结转", FundingSource::Carryover),
        ("财政专户", FundingSource::SpecialAccount),
        ("单位资金", FundingSource::UnitFunds),
        ("其他资金", FundingSource::Other),
    ]
    .into_iter()
    .find_map(|(part, source)| words.contains(part).then_some(source))
}

fn objective(sheet: &Sheet, row: u32, columns: &Columns, faults: &mut Faults) -> Option<Tree> {
    let at = |field: Field| columns.get(&field).map(|column| (row, *column));
    let target = values::text("target", sheet, at(Field::ObjectiveTarget)?, faults)?;
    let mut keys = vec![target];
    keys.extend(
        at(Field::Achievement).and_then(|at| values::text("achievement", sheet, at, faults)),
    );
    keys.extend(at(Field::Ground).and_then(|at| values::disclosure(sheet, at, faults)));
    Some(Tree::Keys(keys))
}

fn indicator(
    sheet: &Sheet,
    row: u32,
    columns: &Columns,
    is_own: bool,
    faults: &mut Faults,
) -> Option<Tree> {
    let at = |field: Field| columns.get(&field).map(|column| (row, *column));
    let name = values::text("name", sheet, at(Field::Indicator)?, faults)?;
    let mut keys: Vec<Entry> = Vec::new();
    if let (Some((_, dimension)), Some((_, category))) = (at(Field::Dimension), at(Field::Category))
    {
        let levels = values::levels(sheet, row, [dimension, category], faults);
        keys.extend(levels.into_iter().flatten());
    }
    keys.push(name);
    let mut add = |entry: Option<Entry>| keys.extend(entry);
    let text_at = |key, field, faults: &mut Faults| values::text(key, sheet, at(field)?, faults);
    if let Some(at) = at(Field::Nature)
        && values::words(sheet, at, faults)
            .is_some_and(|words| words != Nature::Quantitative.name())
    {
        add(values::member::<Nature>("nature", sheet, at, faults, &[]));
    }
    let operator = at(Field::Operator)
        .and_then(|at| values::member::<Operator>("operator", sheet, at, faults, &OPERATORS));
    let sign = at(Field::Operator).and_then(|at| sheet.get(at.0, at.1)).map_or("", Cell::text);
    let unit = text_at("unit", Field::MeasureUnit, faults);
    let unit_words =
        at(Field::MeasureUnit).and_then(|at| sheet.get(at.0, at.1)).map_or("", Cell::text);
    add(operator);
    for (key, field, sign) in [("target", Field::Target, sign), ("actual", Field::Actual, "")] {
        let entry =
            text_at(key, field, faults).map(|(key, value)| (key, bare(value, sign, unit_words)));
        add(entry);
    }
    add(unit);
    for (key, field) in [
        ("weight", Field::Weight),
        ("score", if is_own { Field::FiledScore } else { Field::Score }),
    ] {
        add(at(field).and_then(|at| values::number(key, sheet, at, faults)));
    }
    for (key, field) in [
        ("achieved_share", Field::AchievedShare),
        ("standard", Field::Standard),
        ("accepted_on", Field::AcceptedOn),
    ] {
        add(text_at(key, field, faults));
    }
    if let Some(at) = at(Field::Reason) {
        keys.extend(values::reason_and_remedy(sheet, at, faults));
    }
    keys.extend(text_at("remedy", Field::Remedy, faults));
    keys.extend(at(Field::Ground).and_then(|at| values::disclosure(sheet, at, faults)));
    Some(Tree::Keys(keys))
}

/// The operators as they are also written.
const OPERATORS: [(&str, &str); 6] =
    [("＞", "gt"), ("＜", "lt"), ("＝", "eq"), (">=", "ge"), ("<=", "le"), ("⩾", "ge")];

/// Takes the operator and the unit, which have cells of their own, off a written value.
fn bare(value: Tree, sign: &str, unit: &str) -> Tree {
    let Tree::Scalar(mut scalar) = value else { return value };
    let text = scalar.text.strip_prefix(sign).unwrap_or(&scalar.text).trim();
    let text =
        text.strip_suffix(unit).map(str::trim).filter(|text| !text.is_empty()).unwrap_or(text);
    scalar.text = text.to_owned();
    Tree::Scalar(scalar)
}

/// Returns whether a sheet is a form: it has a label with a name at its right.
pub(super) fn is_form(sheet: &Sheet) -> bool {
    const SEARCHED: usize = 12;
    sheet.rows().iter().take(SEARCHED).any(|(_, cells)| {
        cells.windows(2).any(|pair| {
            let [(_, name), (_, value)] = pair else { return false };
            let is_label = matches!(known(name.text()), Some((Field::Name | Field::Department, _)));
            is_label
                && known(value.text()).is_none()
                && matches!(value.content, Content::Text(_) | Content::Number { .. })
                && label(value.text()) != "合计"
        })
    })
}
