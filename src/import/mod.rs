//! Import: a workbook of forms, or a table of projects, read into the YAML of a filing.
//!
//! Every value of the YAML knows the cell that it comes from, so that what loading and the checks
//! find in it is told at that cell. A money cell is a double in the file and a decimal here: the
//! shortest decimal that gives the double, which is the one that was typed. Nothing is computed.

mod form_sheet;
mod table;
mod project;
mod values;
mod heading;
mod tree;
mod grid;
mod shown;
mod container;
mod limits;
mod difference;

pub use difference::{Comparison, Difference, compare};
pub use grid::Place;
pub use heading::{Field, HEADINGS};
pub use limits::MAX_FILE_BYTES;
pub use tree::PlacedYaml;

use std::collections::{BTreeMap, BTreeSet};

use self::form_sheet::FormSheet;
use self::grid::{Content, Sheet};
use self::project::ReadProject;
use self::tree::Tree;
use self::values::Faults;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::quantity::AmountUnit;
use crate::workbook::ASIDE;

/// What a workbook gives.
#[derive(Debug, Default)]
pub struct Imported {
    /// The YAML; empty where there are errors.
    pub yaml: PlacedYaml,
    /// What is wrong with the workbook.
    pub findings: Vec<Diagnostic>,
    /// The headings of tables that were not read.
    pub unread: Vec<String>,
}

/// Reads a workbook; a project without an id has that of its name in `ids`, else the next free one.
pub fn read(bytes: &[u8], ids: &BTreeMap<String, String>) -> Imported {
    let mut imported = Imported::default();
    let mut faults = Faults::default();
    match grid::read(bytes) {
        Ok(sheets) => {
            let book = Book::read(&sheets, &mut faults, &mut imported.unread);
            let keys = book.into_keys(ids);
            imported.yaml = PlacedYaml::of(&keys);
        }
        Err(reason) => faults.found.push(
            Diagnostic::new(Code::WORKBOOK_UNREADABLE, reason)
                .help("用 Excel 或 WPS 打开，另存为 XLSX 再读入"),
        ),
    }
    imported.findings = faults.found;
    if imported.findings.iter().any(|finding| finding.severity == Severity::Error) {
        imported.yaml = PlacedYaml::default();
    }
    imported
}

/// What the sheets say together.
#[derive(Default)]
struct Book {
    form: Option<Tree>,
    year: Option<Tree>,
    unit: Option<AmountUnit>,
    department: Option<Tree>,
    budget: Vec<(&'static str, Tree)>,
    evaluation: Vec<(&'static str, Tree)>,
    projects: Vec<ReadProject>,
}

impl Book {
    fn read(sheets: &[Sheet], faults: &mut Faults, unread: &mut Vec<String>) -> Self {
        let mut book = Self::default();
        let is_own = |sheet: &Sheet| {
            let rows = sheet.rows();
            rows.iter().take(3).any(|(_, cells)| cells.iter().any(|(_, cell)| cell.text() == ASIDE))
        };
        // A summary beside the forms says what they say once more, computed.
        let has_forms = sheets.iter().any(is_own);
        let mut was_read = false;
        for sheet in sheets {
            let table = table::head(sheet).filter(|_| !has_forms);
            let is_form = table.is_none() && form_sheet::is_form(sheet);
            if table.is_none() && !is_form {
                continue;
            }
            was_read = true;
            tell_hidden(sheet, faults);
            let declared = table.as_ref().and_then(|head| head.unit);
            book.declared(sheet, declared, faults);
            if let Some(head) = table {
                unread.extend(head.unknown.iter().cloned());
                book.projects.extend(table::read(sheet, &head, faults));
            } else {
                book.add(form_sheet::read(sheet, is_own(sheet), faults));
            }
        }
        if !was_read {
            let message =
                "没有认出可以读入的表：表头要有“项目名称”和“年初预算数”“全年预算数”等金额列";
            let finding = Diagnostic::new(Code::LAYOUT_UNKNOWN, message);
            faults.found.push(finding.help(
                "认识的表头见 docs/import.md，或者先用 ziping build --format xlsx 生成一份空表样",
            ));
        }
        book
    }

    /// Takes up the year and the unit that a sheet declares.
    fn declared(&mut self, sheet: &Sheet, heading: Option<AmountUnit>, faults: &mut Faults) {
        const SEARCHED: usize = 8;
        let mut found = heading;
        let mut at = (0, 0);
        for (row, cells) in sheet.rows().iter().take(SEARCHED) {
            for (column, cell) in cells {
                let Content::Text(text) = &cell.content else { continue };
                if self.year.is_none()
                    && let Some(year) = heading::year_declared(text)
                {
                    self.year = Some(Tree::scalar(year, Some(sheet.place(*row, *column))));
                }
                if found.is_none()
                    && let Some(unit) = heading::unit_declared(text)
                {
                    (found, at) = (Some(unit), (*row, *column));
                }
            }
        }
        let place = sheet.place(at.0, at.1);
        match (self.unit, found) {
            (None, Some(unit)) => self.unit = Some(unit),
            (Some(before), Some(unit)) if before != unit => {
                let message = format!("金额单位是{}，前面的工作表是{}", unit.name(), before.name());
                let help = "把各工作表换算成同一个单位";
                faults.at(Code::LAYOUT_UNKNOWN, &place, &message, help);
            }
            (_, Some(_)) => {}
            (_, None) => {
                let message = "没有写明金额单位";
                let help = "在表的上方写“金额单位：万元”或“金额单位：元”";
                faults.at(Code::LAYOUT_UNKNOWN, &place, message, help);
            }
        }
    }

    fn add(&mut self, sheet: FormSheet) {
        let FormSheet { mut project, form, department, budget } = sheet;
        self.form = self.form.take().or(form);
        if department.is_none() {
            if project.get("name").is_some() {
                self.projects.push(project);
            }
            return;
        }
        self.department = self.department.take().or(department);
        self.budget.extend(budget);
        project.keys.retain(|(key, _)| matches!(*key, "score" | "objectives" | "indicators"));
        self.evaluation.extend(project.keys);
    }

    fn into_keys(self, ids: &BTreeMap<String, String>) -> Vec<(&'static str, Tree)> {
        let mut keys = Vec::new();
        keys.extend(self.form.map(|form| ("form", form)));
        keys.extend(self.year.map(|year| ("fiscal_year", year)));
        keys.extend(self.unit.map(|unit| ("amount_unit", Tree::scalar(unit.name(), None))));
        let name = match &self.department {
            Some(Tree::Scalar(name)) => name.text.clone(),
            _ => String::new(),
        };
        keys.extend(self.department.map(|name| ("department", Tree::Keys(vec![("name", name)]))));
        keys.push(("evaluation", Tree::Keys(self.evaluation)));
        keys.push(("budget", Tree::Keys(self.budget)));
        let mut used: BTreeSet<String> = ids.values().cloned().collect();
        let given = self.projects.iter().filter_map(|project| project.get("id"));
        used.extend(given.map(|id| id.text.clone()));
        let mut next = 1_u32;
        let projects = self.projects.into_iter().map(|mut project| {
            if project.get("unit").is_some_and(|unit| unit.text == name) {
                // The department is the unit where none is named.
                project.remove("unit");
            }
            if project.get("id").is_none() {
                let known = project.get("name").and_then(|name| ids.get(&name.text)).cloned();
                let id = known.unwrap_or_else(|| free(&mut used, &mut next));
                project.set("id", Tree::scalar(id, project.place()));
            }
            project.into_tree()
        });
        let projects = projects.collect();
        keys.push(("projects", Tree::List(projects)));
        keys
    }
}

/// Returns the next id that no project has: P01.
fn free(used: &mut BTreeSet<String>, next: &mut u32) -> String {
    loop {
        let id = format!("P{next:02}");
        *next += 1;
        if used.insert(id.clone()) {
            return id;
        }
    }
}

/// Warns of what a person does not see and the program reads.
fn tell_hidden(sheet: &Sheet, faults: &mut Faults) {
    let mut parts = Vec::new();
    if sheet.is_hidden {
        parts.push("整个工作表".to_owned());
    }
    let listed = |numbers: Vec<String>| {
        const SHOWN: usize = 10;
        let more = if numbers.len() > SHOWN { "等" } else { "" };
        format!("{}{more}", numbers.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、"))
    };
    let rows = &sheet.hidden.rows;
    if !rows.is_empty() {
        parts.push(format!("第 {} 行", listed(rows.iter().map(ToString::to_string).collect())));
    }
    let columns = &sheet.hidden.columns;
    if !columns.is_empty() {
        let name = |column: u32| {
            let cell = sheet.place(0, column.saturating_sub(1)).cell();
            cell.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
        };
        let names = columns.iter().map(|(first, last)| {
            if first == last { name(*first) } else { format!("{}至{}", name(*first), name(*last)) }
        });
        parts.push(format!("{} 列", listed(names.collect())));
    }
    if !parts.is_empty() {
        let message =
            format!("工作表“{}”：{}是隐藏的，其中的内容也读入了", sheet.name, parts.join("、"));
        let finding = Diagnostic::new(Code::WORKBOOK_HIDDEN, message);
        faults.found.push(finding.help("取消隐藏，核对其中的内容；不要读入的删去"));
    }
}
