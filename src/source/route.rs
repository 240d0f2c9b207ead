//! The route to a place in a file: the keys and positions that lead there, `projects[2].score`.

use std::fmt::Write as _;

use super::{Node, NodeValue};

/// The entries and items of a file, from which the route to any byte is found.
#[derive(Debug)]
pub struct Routes {
    /// In the order of the file, each after what holds it.
    steps: Vec<Step>,
}

/// An entry of a mapping from its key on, or an item of a list.
#[derive(Debug)]
struct Step {
    start: usize,
    end: usize,
    /// The number of the step that holds this one.
    holder: Option<usize>,
    name: Name,
}

#[derive(Debug)]
enum Name {
    Key(String),
    /// Counted from 0.
    Item(usize),
}

impl Routes {
    /// Returns the routes of the tree under `root`.
    pub fn of(root: &Node<'_>) -> Self {
        let mut routes = Self { steps: Vec::new() };
        routes.collect(root, None);
        routes
    }

    /// Returns the route to the byte at `offset`, items counted from 0, or `None` where the file has
    /// nothing but comments and space.
    pub fn to(&self, offset: usize) -> Option<String> {
        let after = self.steps.partition_point(|step| step.start <= offset);
        let mut holder = after.checked_sub(1);
        let mut route = Vec::new();
        while let Some(step) = holder.and_then(|number| self.steps.get(number)) {
            if !route.is_empty() || offset <= step.end {
                route.push(&step.name);
            }
            holder = step.holder;
        }
        let mut text = String::new();
        for name in route.into_iter().rev() {
            match name {
                Name::Item(number) => {
                    let _infallible = write!(text, "[{number}]");
                }
                Name::Key(key) if is_plain(key) => {
                    let point = if text.is_empty() { "" } else { "." };
                    let _infallible = write!(text, "{point}{key}");
                }
                Name::Key(key) => {
                    let _infallible = write!(text, "[{key:?}]");
                }
            }
        }
        (!text.is_empty()).then_some(text)
    }

    fn collect(&mut self, node: &Node<'_>, holder: Option<usize>) {
        match &node.value {
            NodeValue::Null | NodeValue::Scalar(_) => {}
            NodeValue::Sequence(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.push(item.span().start, item, holder, || Name::Item(number));
                }
            }
            NodeValue::Mapping(entries) => {
                for entry in entries {
                    let name = || Name::Key(entry.key.to_string());
                    self.push(entry.key_span().start, &entry.value, holder, name);
                }
            }
        }
    }

    fn push(
        &mut self,
        start: usize,
        value: &Node<'_>,
        holder: Option<usize>,
        name: impl FnOnce() -> Name,
    ) {
        // What an alias repeats stands elsewhere in the file, where it has its own route.
        if self.steps.last().is_some_and(|last| start < last.start) {
            return;
        }
        let span = value.span();
        let number = self.steps.len();
        self.steps.push(Step { start, end: span.end.max(start), holder, name: name() });
        self.collect(value, Some(number));
    }
}

/// Returns whether a key needs no quotes in a route.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::super::{Allowance, Sources, parse};
    use super::*;

    #[test]
    fn keys_and_positions_lead_to_a_place() {
        let text = "a: 1\nprojects:\n  - { id: P01, name: 甲 }\n  # 注\n  - id: P02\n    score:\n\
                    stated: { department.final: 5 }\nb: &x [7]\nc: *x\nd: 8\n";
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", text);
        let parsed = parse(id, &sources.get(id).text, &mut Allowance::default());
        let routes = Routes::of(parsed.root.as_ref().expect("it is well formed"));
        for (place, route) in [
            ("a", Some("a")),
            ("1", Some("a")),
            ("甲", Some("projects[0].name")),
            ("P02", Some("projects[1].id")),
            ("score", Some("projects[1].score")),
            ("5", Some("stated[\"department.final\"]")),
            ("7", Some("b[0]")),
            ("c:", Some("c")),
            ("8", Some("d")),
        ] {
            let offset = text.find(place).expect("it is there");
            assert_eq!(routes.to(offset).as_deref(), route, "{place}");
        }
    }
}
