//! Which charts a form's report has.

use super::keys::{choice, wrong_type};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Node, NodeValue};

/// The charts that a form's report has; none where the form says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charts {
    /// The initial and the adjusted budget beside the final accounts.
    pub budget: bool,
    /// How many projects have each grade.
    pub grades: bool,
}

/// One of them.
#[derive(Clone, Copy)]
enum Kind {
    Budget,
    Grades,
}

const KINDS: [(&str, Kind); 2] = [("budget", Kind::Budget), ("grades", Kind::Grades)];

/// Reads the list of charts that stands at `path`.
pub(super) fn read(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Charts> {
    let NodeValue::Sequence(items) = &node.value else {
        faults.push(wrong_type(node, path, "列表"));
        return None;
    };
    let before = faults.len();
    let mut charts = Charts::default();
    for (index, item) in items.iter().enumerate() {
        let path = format!("{path}[{}]", index + 1);
        let Some(kind) = choice(item, &path, &KINDS, faults) else { continue };
        let chart = match kind {
            Kind::Budget => &mut charts.budget,
            Kind::Grades => &mut charts.grades,
        };
        if std::mem::replace(chart, true) {
            let fault = Diagnostic::new(Code::DUPLICATE_KEY, format!("{path} 写了两次"));
            faults.push(fault.at(item.span(), "第二次").help("删去其中一处"));
        }
    }
    (faults.len() == before).then_some(charts)
}
