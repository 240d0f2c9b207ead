//! Where an entry joins the YAML: in the style of the list that is there, every other byte kept.

use super::entry::{EntryStyle, EntryTexts};
use super::ground::Ground;
use crate::source::{
    Allowance, Edit, Entry, Node, NodeValue, SourceId, Sources, Span, apply, parse,
};

/// A file with the entry in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The file.
    pub file: SourceId,
    /// Its text with the entry.
    pub text: String,
}

/// How an entry is written where there is none to follow.
const BRACES: EntryStyle = EntryStyle::Braces { spaced: true };

/// Adds `entry` behind the last one of the ledger, in the one of `files` that has `budget`; the key
/// is made where there is none.
///
/// `None` where the YAML is written in a way that cannot be followed (an alias for a list). Whether
/// the text still loads is for the caller to see.
pub fn insertion(sources: &Sources, files: &[SourceId], entry: &EntryTexts) -> Option<Insertion> {
    let mut allowance = Allowance::default();
    let parse = |file: &SourceId| (*file, parse(*file, &sources.get(*file).text, &mut allowance));
    let parsed: Vec<_> = files.iter().map(parse).collect();
    let with = |key: &str| {
        let has = |root: &Node<'_>| entry_of(root, key).is_some();
        parsed.iter().find(|(_, parsed)| parsed.root.as_ref().is_some_and(has))
    };
    let (file, parsed) = with("budget").or_else(|| with("projects"))?;
    let source = sources.get(*file);
    let ground = Ground::new(source, parsed);
    let edits = Inserter { ground, entry }.add_to_root(parsed.root.as_ref()?)?;
    Some(Insertion { file: *file, text: apply(&source.text, edits) })
}

struct Inserter<'a> {
    ground: Ground<'a>,
    entry: &'a EntryTexts,
}

/// A collection and what is around it.
struct Around<'n> {
    /// Where the next thing behind the collection begins.
    limit: usize,
    /// The indentation of the key that it stands under; `None` between brackets.
    key_indent: Option<&'n str>,
    /// How much deeper the file indents each level.
    step: String,
}

impl Inserter<'_> {
    fn add_to_root(&self, root: &Node<'_>) -> Option<Vec<Edit>> {
        let limit = self.ground.text.len();
        let Some((budget, next)) = entry_of(root, "budget") else {
            let tail = format!("budget: {{ adjustments: [ {} ] }}", self.entry.write(&BRACES, ""));
            return self.append_key(root, limit, &tail, |indent, line_break| {
                let entry = self.entry.write(&BRACES, line_break);
                let below = format!("{line_break}{indent}");
                format!("{below}budget:{below}  adjustments:{below}    - {entry}")
            });
        };
        let around = Around {
            limit: next.map_or(limit, |next| next.start),
            key_indent: if self.is_flow(root) {
                None
            } else {
                Some(self.ground.indent(budget.key_span().start)?)
            },
            step: "  ".to_owned(),
        };
        self.add_to_budget(budget, &around)
    }

    fn add_to_budget(&self, budget: &Entry<'_>, around: &Around<'_>) -> Option<Vec<Edit>> {
        if is_blank(&budget.value) {
            let entry = self.entry.write(&BRACES, "");
            return self.fill(budget, around, &format!("{{ adjustments: [ {entry} ] }}"), || {
                format!("adjustments:\n{}- {entry}", around.step)
            });
        }
        if is_alias(budget) {
            return None;
        }
        let Some((ledger, next)) = entry_of(&budget.value, "adjustments") else {
            let tail = format!("adjustments: [ {} ]", self.entry.write(&BRACES, ""));
            return self.append_key(&budget.value, around.limit, &tail, |indent, line_break| {
                let entry = self.entry.write(&BRACES, line_break);
                let step = step(around, indent);
                let below = format!("{line_break}{indent}");
                format!("{below}adjustments:{below}{step}- {entry}")
            });
        };
        let around = if self.is_flow(&budget.value) {
            Around { limit: around.limit, key_indent: None, step: "  ".to_owned() }
        } else {
            let indent = self.ground.indent(ledger.key_span().start)?;
            Around {
                limit: next.map_or(around.limit, |next| next.start),
                key_indent: Some(indent),
                step: step(around, indent),
            }
        };
        self.add_to_ledger(ledger, &around)
    }

    fn add_to_ledger(&self, ledger: &Entry<'_>, around: &Around<'_>) -> Option<Vec<Edit>> {
        if is_blank(&ledger.value) {
            let entry = self.entry.write(&BRACES, "");
            return self.fill(ledger, around, &format!("[ {entry} ]"), || format!("- {entry}"));
        }
        if is_alias(ledger) {
            return None;
        }
        let NodeValue::Sequence(items) = &ledger.value.value else { return None };
        if self.is_flow(&ledger.value) {
            let style = items.last().map_or(BRACES, |last| self.style(last).unwrap_or(BRACES));
            let entry = self.entry.write(&style, "");
            return match (items.last(), around.key_indent) {
                (None, Some(indent)) => self.open_brackets(ledger, around, indent, &entry),
                (last, _) => self.between(&ledger.value, last.map(Node::span), &entry),
            };
        }
        self.behind_lines(&ledger.value, items.last()?, around)
    }

    /// Adds an item behind a list whose items begin lines with `-`.
    fn behind_lines(
        &self,
        list: &Node<'_>,
        last: &Node<'_>,
        around: &Around<'_>,
    ) -> Option<Vec<Edit>> {
        let text = self.ground.text;
        let dash = text.get(..list.span().start)?;
        // A list that is no deeper than its key is reported from its first item on.
        let dash = match self.ground.rest(dash.len()).strip_prefix('-') {
            Some(rest) if rest.starts_with([' ', '\t', '\r', '\n']) => dash.len(),
            _ => dash.trim_end().strip_suffix('-')?.len(),
        };
        let indent = self.ground.indent(dash)?;
        let line = self.ground.content_end(dash, around.limit);
        let line_break = self.ground.line_break(line);
        let (gap, style) = if let Some(style) = self.style(last) {
            (" ", style)
        } else {
            let before = text.get(..last.span().start)?;
            let dashed = before.trim_end_matches(' ');
            let gap = if dashed.ends_with('-') { &before[dashed.len()..] } else { " " };
            (gap, EntryStyle::Lines { indent: format!("{indent} {gap}") })
        };
        let entry = self.entry.write(&style, line_break);
        let end = self.ground.line_end(line);
        Some(vec![insert(end, format!("{line_break}{indent}-{gap}{entry}"))])
    }

    /// Opens the empty brackets of a list over three lines, so that later entries get their own.
    fn open_brackets(
        &self,
        ledger: &Entry<'_>,
        around: &Around<'_>,
        indent: &str,
        entry: &str,
    ) -> Option<Vec<Edit>> {
        let span = ledger.value.span();
        let inner = self.ground.text.get(ledger.key_span().end..span.end)?;
        if inner.contains('\n') {
            return self.between(&ledger.value, None, entry);
        }
        let line_break = self.ground.line_break(span.start);
        let below = format!("{line_break}{indent}{}", around.step);
        let text = format!("{below}{}{entry},{below}", around.step);
        Some(vec![insert(span.start + 1, text)])
    }

    /// Adds `addition` behind the last part of a collection between brackets.
    fn between(
        &self,
        collection: &Node<'_>,
        last: Option<Span>,
        addition: &str,
    ) -> Option<Vec<Edit>> {
        let Span { start, end, .. } = collection.span();
        let close = end.checked_sub(1).filter(|close| *close > start)?;
        let content = self.ground.content_end(start + 1, close);
        let Some(last) = last.filter(|_| content > start + 1) else {
            let before = self.ground.text.get(..close)?;
            let space = if before.ends_with(char::is_whitespace) { "" } else { " " };
            return Some(vec![insert(close, format!("{space}{addition} "))]);
        };
        let has_comma = self.ground.text.get(..content)?.ends_with(',');
        let (missing, trailing) = if has_comma { ("", ",") } else { (",", "") };
        let within = self.ground.text.get(start..last.start).unwrap_or_default();
        let indent = self.ground.indent(last.start).filter(|_| within.contains('\n'));
        let Some(indent) = indent else {
            return Some(vec![insert(content, format!("{missing} {addition}"))]);
        };
        let line_break = self.ground.line_break(content);
        let line_end = self.ground.line_end(content);
        let line = format!("{line_break}{indent}{addition}{trailing}");
        if close < line_end {
            return Some(vec![insert(content, format!("{missing}{line}"))]);
        }
        Some(vec![insert(content, missing.to_owned()), insert(line_end, line)])
    }

    /// Adds a key behind the last one of a mapping: `tail` between brackets, else `lines` of the
    /// mapping's indentation and the line break.
    fn append_key(
        &self,
        mapping: &Node<'_>,
        limit: usize,
        tail: &str,
        lines: impl Fn(&str, &str) -> String,
    ) -> Option<Vec<Edit>> {
        let NodeValue::Mapping(entries) = &mapping.value else { return None };
        if self.is_flow(mapping) {
            return self.between(mapping, entries.last().map(Entry::key_span), tail);
        }
        let first = entries.first()?.key_span().start;
        let indent = self.ground.indent(first)?;
        let line = self.ground.content_end(first, limit);
        let text = lines(indent, self.ground.line_break(line));
        Some(vec![insert(self.ground.line_end(line), text)])
    }

    /// Gives a key without a value its value: `tail` between brackets, else `lines` below the key.
    fn fill(
        &self,
        key: &Entry<'_>,
        around: &Around<'_>,
        tail: &str,
        lines: impl Fn() -> String,
    ) -> Option<Vec<Edit>> {
        let colon = self.ground.after_colon(key.key_span().end)?;
        let span = key.value.span();
        let is_written = span.start < span.end;
        let Some(indent) = around.key_indent else {
            let (range, space) =
                if is_written { (span.start..span.end, "") } else { (colon..colon, " ") };
            return Some(vec![Edit { range, text: format!("{space}{tail}") }]);
        };
        let value_end = if is_written { span.end } else { colon };
        let mut edits = Vec::new();
        if is_written {
            edits.push(Edit { range: colon..value_end, text: String::new() });
        }
        let line_break = self.ground.line_break(value_end);
        let below = format!("{line_break}{indent}{}", around.step);
        let lines = lines().replace('\n', &below);
        edits.push(insert(self.ground.line_end(value_end), format!("{below}{lines}")));
        Some(edits)
    }

    /// Returns how an entry between braces is written; `None` for one on lines of its own.
    fn style(&self, item: &Node<'_>) -> Option<EntryStyle> {
        let inside = self.ground.rest(item.span().start).strip_prefix('{');
        match (inside, &item.value) {
            (Some(inside), _) => {
                Some(EntryStyle::Braces { spaced: inside.starts_with([' ', '\r', '\n']) })
            }
            (None, NodeValue::Mapping(_)) => None,
            (None, _) => Some(BRACES),
        }
    }

    /// Returns whether a collection stands between brackets.
    fn is_flow(&self, collection: &Node<'_>) -> bool {
        let bracket = match collection.value {
            NodeValue::Sequence(_) => '[',
            _ => '{',
        };
        self.ground.rest(collection.span().start).starts_with(bracket)
    }
}

fn insert(at: usize, text: String) -> Edit {
    Edit { range: at..at, text }
}

/// Returns the entry of a mapping under `key`, and the place of the key behind it.
fn entry_of<'n, 's>(mapping: &'n Node<'s>, key: &str) -> Option<(&'n Entry<'s>, Option<Span>)> {
    let NodeValue::Mapping(entries) = &mapping.value else { return None };
    let index = entries.iter().position(|entry| entry.key == key)?;
    Some((entries.get(index)?, entries.get(index + 1).map(Entry::key_span)))
}

/// Returns whether a value is as good as absent.
fn is_blank(node: &Node<'_>) -> bool {
    match &node.value {
        NodeValue::Null => true,
        NodeValue::Scalar(scalar) => scalar.text.trim().is_empty(),
        NodeValue::Sequence(_) | NodeValue::Mapping(_) => false,
    }
}

/// Returns whether a value is the repetition of one that stands further up.
fn is_alias(entry: &Entry<'_>) -> bool {
    entry.value.span().start < entry.key_span().end
}

/// Returns how much deeper than `indent` the file indents the next level.
fn step(around: &Around<'_>, indent: &str) -> String {
    let outer = around.key_indent.map_or(0, str::len);
    " ".repeat(indent.len().saturating_sub(outer).clamp(1, 8))
}
