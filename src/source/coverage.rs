//! What a comment is about: the entry or item below it, or the line beside it.

use std::cmp::Reverse;

use super::{Comment, Node, NodeValue, Source, Span};

/// The entries and items of a file, by where they begin.
#[derive(Debug)]
pub struct Coverage {
    units: Vec<Unit>,
}

/// An entry of a mapping from its key on, or an item of a list.
#[derive(Clone, Copy, Debug)]
struct Unit {
    start: usize,
    /// Where its value begins.
    value: usize,
    end: usize,
    /// Whether its value is no list and no mapping.
    is_leaf: bool,
}

impl Coverage {
    /// Returns the entries and items of the tree under `root`.
    pub fn of(root: &Node<'_>) -> Self {
        let mut units = Vec::new();
        collect(root, &mut units);
        units.sort_by_key(|unit| (unit.start, Reverse(unit.end)));
        Self { units }
    }

    /// Returns the place that `comment` is about: beside a value its line, with the whole of a text
    /// that begins there; on a line of its own the next entry or item, the outermost that begins
    /// there. `None` when nothing follows.
    pub fn by(&self, source: &Source, comment: &Comment<'_>) -> Option<Span> {
        let Span { source: id, start, end } = comment.span;
        if !comment.beside_value {
            let next = self.units.partition_point(|unit| unit.start < end);
            let unit = self.units.get(next)?;
            return Some(Span { source: id, start: unit.start, end: unit.end });
        }
        let line = source.position(start).line;
        let line = source.line_bytes(line..=line);
        // Beside the `>-` of a block, the block is what comes next.
        let rest = source.text.get(end..).unwrap_or_default();
        let next = source.text.len() - rest.trim_start().len();
        let first = self.units.partition_point(|unit| unit.start < line.start);
        let begun = self.units[first..].iter().take_while(|unit| unit.start <= next);
        let texts = begun.filter(|unit| unit.is_leaf && unit.value == next);
        let end = texts.map(|unit| unit.end).fold(line.end, usize::max);
        Some(Span { source: id, start: line.start, end })
    }
}

impl Unit {
    fn new(start: usize, value: &Node<'_>) -> Self {
        let span = value.span();
        let is_leaf = matches!(value.value, NodeValue::Null | NodeValue::Scalar(_));
        Self { start, value: span.start, end: span.end.max(start), is_leaf }
    }
}

fn collect(node: &Node<'_>, units: &mut Vec<Unit>) {
    match &node.value {
        NodeValue::Null | NodeValue::Scalar(_) => {}
        NodeValue::Sequence(items) => {
            for item in items {
                units.push(Unit::new(item.span().start, item));
                collect(item, units);
            }
        }
        NodeValue::Mapping(entries) => {
            for entry in entries {
                units.push(Unit::new(entry.key_span().start, &entry.value));
                collect(&entry.value, units);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Allowance, Sources, parse};
    use super::*;

    /// Returns what each comment of `text` covers.
    fn covered(text: &str) -> Vec<Option<String>> {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", text);
        let parsed = parse(id, &sources.get(id).text, &mut Allowance::default());
        let coverage = Coverage::of(parsed.root.as_ref().expect("it is well formed"));
        let by = |comment| coverage.by(sources.get(id), comment);
        parsed.comments.iter().map(|comment| Some(sources.slice(by(comment)?).to_owned())).collect()
    }

    #[test]
    fn a_comment_above_is_about_what_follows() {
        let text = "# 一\na: 1\nb:\n  # 二\n  - x: 1\n    # 三\n    # 四\n    y: 2\n\n  # 五\n  - >-\n    \
                    甲\n    乙\n# 六\n";
        let expected = [
            Some("a: 1"),
            Some("x: 1\n    # 三\n    # 四\n    y: 2"),
            Some("y: 2"),
            Some("y: 2"),
            Some("甲\n    乙"),
            None,
        ];
        assert_eq!(covered(text), expected.map(|text| text.map(str::to_owned)));
    }

    #[test]
    fn a_comment_beside_is_about_its_line() {
        let text = "a: 1 # 一\nb: # 二\n  - 1\nc: >- # 三\n  甲\n  乙\nd: [1, 2] # 四\ne:\n  - |- # 五\n    丙\n    丁\n";
        let expected = [
            "a: 1 # 一\n",
            "b: # 二\n",
            "c: >- # 三\n  甲\n  乙",
            "d: [1, 2] # 四\n",
            "  - |- # 五\n    丙\n    丁",
        ];
        assert_eq!(covered(text), expected.map(|text| Some(text.to_owned())));
    }
}
