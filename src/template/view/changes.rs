//! The figures that changed, in the view of a note: one row each, rows of one reason together.

use super::{Builder, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::ChangedFigure;
use crate::template::gaps::Gap;
use crate::template::markup::push_quote;

/// The most rows that one reason stands beside: as many as a cell may cover.
const MOST_ROWS: usize = 1000;

impl Builder<'_> {
    /// Returns the figures that changed, in reading order.
    ///
    /// `opens_reason` is true for the first of figures with one reason that follow one another, and
    /// `reason_rows` their number, so that a table can say the reason once beside them all.
    pub(super) fn changes(&self) -> Vec<Fields> {
        let same_reason = |one: &ChangedFigure, other: &ChangedFigure| {
            (&one.reason, one.follows) == (&other.reason, other.follows)
        };
        let groups =
            self.beside.changes.chunk_by(same_reason).flat_map(|group| group.chunks(MOST_ROWS));
        let rows = groups.flat_map(|group| {
            let count = u64::try_from(group.len()).unwrap_or(u64::MAX);
            group.iter().enumerate().map(move |(index, change)| (change, index == 0, count))
        });
        rows.map(|(change, opens, count)| {
            let mut fields = self.change(change);
            fields.insert("opens_reason", opens.into());
            fields.insert("reason_rows", count.into());
            fields
        })
        .collect()
    }

    fn change(&self, change: &ChangedFigure) -> Fields {
        let text = |field: &str, text: Option<&String>| match text {
            Some(text) => text.as_str().into(),
            None => self.gaps.mark(Gap::Fault(lacking(change, field))),
        };
        let after = match &change.after {
            Some(printed) if self.figures.get(&change.name).is_some() => {
                let mut markup = String::new();
                push_quote(&mut markup, &change.name, printed);
                tera::Value::safe_string(&markup)
            }
            after => text("after", after.as_ref()),
        };
        Fields::from([
            ("label", change.label.as_str().into()),
            ("before", text("before", change.before.as_ref())),
            ("after", after),
            ("difference", text("difference", change.difference.as_ref())),
            ("reason", text("reason", change.reason.as_ref())),
            ("follows", change.follows.into()),
        ])
    }
}

/// Returns the finding for a part that a change does not have.
fn lacking(change: &ChangedFigure, field: &str) -> Diagnostic {
    let message = format!("{}（{}）没有 {field}", change.name, change.label);
    Diagnostic::new(Code::UNKNOWN_VARIABLE, message)
        .help(format!("在模板里先判断：{{% if change.{field} is given %}}"))
}
