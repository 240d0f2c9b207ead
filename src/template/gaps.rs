//! What the filing lacks: found when a template asks for it, and told once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::markup;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Figures, Value};
use crate::source::Span;

/// The gaps of a view, numbered; one becomes a finding only when the rendered text asks for it.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    gaps: RefCell<Vec<Gap>>,
}

/// What stands in the view where the filing has nothing.
#[derive(Debug)]
pub(super) enum Gap {
    /// Keys of the YAML that have no value.
    Lacks(Vec<Lack>),
    /// Anything else.
    Fault(Diagnostic),
}

/// A key of the YAML that has no value, and where that shows.
#[derive(Clone, Debug)]
pub(super) struct Lack {
    /// The key's path: `budget.department.initial`, `projects[P01].score`.
    pub(super) key: String,
    /// The project that lacks it, or the place in the template that asks for it.
    pub(super) place: Option<(Span, &'static str)>,
}

impl Gaps {
    /// Notes a gap, and returns the mark that stands for it in the view.
    pub(super) fn mark(&self, gap: Gap) -> tera::Value {
        let mut gaps = self.gaps.borrow_mut();
        gaps.push(gap);
        tera::Value::safe_string(&markup::gap(gaps.len() - 1))
    }

    /// Returns the gaps by number.
    pub(super) fn into_gaps(self) -> Vec<Gap> {
        self.gaps.into_inner()
    }
}

impl Lack {
    /// Returns a key that shows at `place`.
    pub(super) fn at(key: impl Into<String>, span: Span, label: &'static str) -> Self {
        Self { key: key.into(), place: Some((span, label)) }
    }

    /// Returns what the key belongs to: its project, or else the key itself.
    fn owner(&self) -> &str {
        let end = self.key.strip_prefix("projects[").and_then(|_| self.key.find(']'));
        end.map_or(&self.key, |end| &self.key[..end])
    }
}

/// Returns the findings for the keys that the text asked for: each key once, those of one project
/// together.
pub(super) fn findings(lacks: &[Lack]) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut groups: Vec<Vec<&Lack>> = Vec::new();
    let mut by_owner = BTreeMap::new();
    for lack in lacks {
        if told.insert(&lack.key) {
            let group = *by_owner.entry(lack.owner()).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.push(lack),
                None => groups.push(vec![lack]),
            }
        }
    }
    groups
        .into_iter()
        .map(|group| {
            let keys: Vec<&str> = group.iter().map(|lack| lack.key.as_str()).collect();
            let keys = keys.join("”、“");
            let message = format!("报告要用“{keys}”，数据中没有");
            let finding = Diagnostic::new(Code::UNKNOWN_VARIABLE, message)
                .help(format!("在数据文件中补上“{keys}”"));
            match group.iter().find_map(|lack| lack.place) {
                Some((span, label)) => finding.at(span, label),
                None => finding,
            }
        })
        .collect()
}

/// Returns the finding for a figure that has nothing to print: F209 for a rate of something by
/// nothing, T602 where data is missing.
pub(super) fn absent_figure(name: &str, value: Value, figures: &Figures) -> Diagnostic {
    let label = figures.label(name).unwrap_or_default();
    if value == Value::NoBase {
        let base = figures.quotient(name).and_then(|(_, base)| figures.label(&base));
        let base = base.unwrap_or_else(|| "基数".to_owned());
        let message = format!("引用了{label}（{name}），而{base}为零，这个比率不存在");
        return Diagnostic::new(Code::FIGURE_WITHOUT_VALUE, message)
            .help("改用文字说明，例如“年初未安排，年中追加××万元”");
    }
    let message = format!("{name}（{label}）没有数值，不能引用");
    let fault = Diagnostic::new(Code::UNKNOWN_VARIABLE, message);
    let keys = figures.missing_keys(name);
    if keys.is_empty() {
        fault
    } else {
        fault.help(format!("在数据文件中补上“{}”", keys.join("”、“")))
    }
}

/// Returns what a template does about a rate that may have a base of zero.
pub(super) fn wording_of_no_base(name: &str) -> String {
    format!("在模板里用 {{% if \"{name}\" is no_base %}} 为这种情况另写一句")
}
