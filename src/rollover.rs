//! Last year's filing turned into the beginning of this year's, comments and order kept.
//!
//! The year and the dates move on by one year, amounts and scores are emptied, last year's final
//! accounts become `prior_year`, and prose is marked for review. Nothing else changes by a byte.

use crate::source::{
    Allowance, Edit, Entry, Node, NodeValue, Source, SourceId, Sources, Span, apply, parse,
};

/// What a person has to look at again.
const REVIEW: &str = "# 请复核：沿用上年文字\n";

/// Last year's final accounts as they are written in the filing's unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorYearTexts {
    /// The department's.
    pub department: Option<String>,
    /// Project expenditure's.
    pub projects: Option<String>,
}

/// What becomes of the value under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    /// It becomes `~`.
    Empty,
    /// It becomes `[]` or `{}`.
    EmptyList,
    EmptyMapping,
    /// Its year moves on.
    NextYear,
    /// Each paragraph is marked for review.
    Review,
    /// It becomes the three amounts' last: `prior_year`.
    PriorYear,
}

/// The keys that do not stay as they are, by their route; `*` stands for every entry of a list.
const TREATMENTS: &[(&str, Treatment)] = &[
    ("fiscal_year", Treatment::NextYear),
    ("evaluation.completed_on", Treatment::NextYear),
    ("evaluation.submitted_on", Treatment::NextYear),
    ("evaluation.score", Treatment::Empty),
    ("evaluation.basis_document", Treatment::Empty),
    ("evaluation.objectives.*.achievement", Treatment::Empty),
    ("evaluation.indicators.*", Treatment::Empty),
    ("disclosure.planned_for", Treatment::NextYear),
    ("disclosure.disclosed_on", Treatment::Empty),
    ("disclosure.url", Treatment::Empty),
    ("disclosure.published_elsewhere", Treatment::EmptyMapping),
    ("budget.department", Treatment::Empty),
    ("budget.projects", Treatment::Empty),
    ("budget.basic", Treatment::Empty),
    ("budget.other", Treatment::Empty),
    ("budget.income.*", Treatment::Empty),
    ("budget.carryover_in", Treatment::Empty),
    ("budget.carryover_out", Treatment::Empty),
    ("budget.adjustments", Treatment::EmptyList),
    ("budget.prior_year", Treatment::PriorYear),
    ("budget.project_expenditure_by_kind", Treatment::EmptyMapping),
    ("projects.*", Treatment::Empty),
    ("projects.*.funding.*", Treatment::Empty),
    ("projects.*.indicators.*", Treatment::Empty),
    ("projects.*.execution", Treatment::Empty),
    ("narrative.overall_achievement", Treatment::Review),
    ("narrative.project_achievement", Treatment::Review),
    ("narrative.overall_target_quality", Treatment::Review),
    ("narrative.project_target_quality", Treatment::Review),
    ("narrative.measures", Treatment::Review),
    ("stated", Treatment::EmptyMapping),
    ("explanations", Treatment::EmptyMapping),
];

/// The keys under a treated mapping that are results of the year; the others describe and stay.
const RESULTS: &[&str] = &[
    "initial",
    "adjusted",
    "final",
    "score",
    "actual",
    "achieved_share",
    "accepted_on",
    "deviation_reason",
    "remedy",
];

/// Returns the text of `source` for the following year; a text that is no YAML stays as it is.
pub fn roll_over(sources: &Sources, id: SourceId, prior_year: &PriorYearTexts) -> String {
    let source = sources.get(id);
    let parsed = parse(id, &source.text, &mut Allowance::default());
    let Some(root) = parsed.root else { return source.text.clone() };
    let mut roll = Roll { source, prior_year, edits: Vec::new() };
    roll.visit(&root, "");
    apply(&source.text, roll.edits)
}

/// The edits to one file.
struct Roll<'s> {
    source: &'s Source,
    prior_year: &'s PriorYearTexts,
    edits: Vec<Edit>,
}

impl Roll<'_> {
    /// Visits the values under `route` and notes what becomes of them.
    fn visit(&mut self, node: &Node<'_>, route: &str) {
        match &node.value {
            NodeValue::Mapping(entries) => {
                for entry in entries {
                    if route.is_empty() && entry.key == "budget" {
                        self.insert_prior_year(entry);
                    }
                    let below = join(route, &entry.key);
                    match treatment(&below) {
                        Some(treatment) => self.treat(entry, &below, treatment),
                        None => self.visit(&entry.value, &below),
                    }
                }
            }
            NodeValue::Sequence(items) => {
                let below = join(route, "*");
                let results = treatment(&below) == Some(Treatment::Empty);
                for item in items {
                    if results {
                        self.empty_results(item, &below);
                    } else {
                        self.visit(item, &below);
                    }
                }
            }
            NodeValue::Scalar(_) | NodeValue::Null => {}
        }
    }

    fn treat(&mut self, entry: &Entry<'_>, route: &str, treatment: Treatment) {
        match treatment {
            Treatment::Empty => match &entry.value.value {
                NodeValue::Scalar(_) => self.replace(entry.value.span(), "~"),
                NodeValue::Mapping(_) => self.empty_results(&entry.value, route),
                NodeValue::Sequence(_) | NodeValue::Null => {}
            },
            Treatment::EmptyList => self.replace_collection(entry, "[]"),
            Treatment::EmptyMapping => self.replace_collection(entry, "{}"),
            Treatment::NextYear => self.next_year(&entry.value),
            Treatment::Review => self.mark_for_review(entry),
            Treatment::PriorYear => self.replace_prior_year(entry),
        }
    }

    /// Empties the results in a mapping and visits what else stands in it.
    fn empty_results(&mut self, node: &Node<'_>, route: &str) {
        let NodeValue::Mapping(entries) = &node.value else { return };
        for entry in entries {
            let below = join(route, &entry.key);
            match &entry.value.value {
                NodeValue::Scalar(_) if RESULTS.contains(&entry.key.as_ref()) => {
                    self.replace(entry.value.span(), "~");
                }
                NodeValue::Scalar(scalar) if entry.key == "status" && scalar.text == "added" => {
                    self.replace(entry.value.span(), "active");
                }
                _ => match treatment(&below) {
                    Some(treatment) => self.treat(entry, &below, treatment),
                    None => self.visit(&entry.value, &below),
                },
            }
        }
    }

    /// Moves a year, a month or a date on by one year; the 29th of February becomes the 28th.
    fn next_year(&mut self, node: &Node<'_>) {
        let NodeValue::Scalar(scalar) = &node.value else { return };
        let text = scalar.text.as_ref();
        let (year, rest) = text.split_at_checked(4).unwrap_or((text, ""));
        let Ok(year) = year.parse::<u16>() else { return };
        let rest = if rest == "-02-29" { "-02-28" } else { rest };
        self.replace(node.span(), &format!("{}{rest}", year.saturating_add(1)));
    }

    /// Puts a comment above every paragraph that begins a line of its own, else above the key.
    fn mark_for_review(&mut self, entry: &Entry<'_>) {
        let NodeValue::Sequence(items) = &entry.value.value else { return };
        let text = &self.source.text;
        let mut places: Vec<usize> = items
            .iter()
            .filter_map(|item| {
                let line = line_start(text, item.span().start);
                let before = text.get(line..item.span().start)?;
                before.trim_start().starts_with('-').then_some(line)
            })
            .collect();
        if places.is_empty() && !items.is_empty() {
            places.push(line_start(text, entry.key_span().start));
        }
        places.dedup();
        for line in places {
            let indent = indentation(text, line);
            self.edits.push(Edit { range: line..line, text: format!("{indent}{REVIEW}") });
        }
    }

    /// Returns `prior_year` as a flow mapping.
    fn prior_year_value(&self) -> String {
        let text = |amount: &Option<String>| amount.clone().unwrap_or_else(|| "~".to_owned());
        format!(
            "{{ department: {}, projects: {} }}",
            text(&self.prior_year.department),
            text(&self.prior_year.projects)
        )
    }

    fn replace_prior_year(&mut self, entry: &Entry<'_>) {
        let value = self.prior_year_value();
        match &entry.value.value {
            NodeValue::Null if entry.value.span().start == entry.value.span().end => {
                let end = entry.key_span().end;
                let colon = self.source.text[end..].find(':').map_or(end, |colon| end + colon + 1);
                self.edits.push(Edit { range: colon..colon, text: format!(" {value}") });
            }
            NodeValue::Null => self.replace(entry.value.span(), &value),
            _ => self.replace_collection(entry, &value),
        }
    }

    /// Puts `prior_year` first in a budget that has none: on a line of its own right under the key,
    /// above the comments that belong to what follows.
    fn insert_prior_year(&mut self, budget: &Entry<'_>) {
        let NodeValue::Mapping(entries) = &budget.value.value else { return };
        let Some(first) = entries.first() else { return };
        if entries.iter().any(|entry| entry.key == "prior_year") {
            return;
        }
        let text = &self.source.text;
        let start = first.key_span().start;
        let indent = &text[line_start(text, start)..start];
        let value = self.prior_year_value();
        let own_lines = indent.bytes().all(|byte| byte == b' ');
        let key_end = budget.key_span().end;
        let edit = match text[key_end..start].find('\n').filter(|_| own_lines) {
            Some(offset) => {
                let line = key_end + offset + 1;
                Edit { range: line..line, text: format!("{indent}prior_year: {value}\n") }
            }
            None => Edit { range: start..start, text: format!("prior_year: {value}, ") },
        };
        self.edits.push(edit);
    }

    fn replace(&mut self, span: Span, text: &str) {
        self.edits.push(Edit { range: span.start..span.end, text: text.to_owned() });
    }

    /// Replaces all that stands after a key: a block collection up to its last value, a flow
    /// collection with its brackets.
    fn replace_collection(&mut self, entry: &Entry<'_>, text: &str) {
        let (NodeValue::Mapping(_) | NodeValue::Sequence(_)) = &entry.value.value else { return };
        let whole = &self.source.text;
        let key_end = entry.key_span().end;
        let Some(colon) = whole[key_end..].find(':').map(|colon| key_end + colon + 1) else {
            return;
        };
        let begin = colon + (whole[colon..].len() - whole[colon..].trim_start().len());
        let mut end = entry.value.span().end.max(colon);
        if let Some(close) = match whole[begin..].chars().next() {
            Some('[') => Some(']'),
            Some('{') => Some('}'),
            _ => None,
        } {
            end = end.max(begin + 1);
            if !whole[begin..end].ends_with(close) || is_inner(&entry.value, end) {
                end = whole[end..].find(close).map_or(end, |offset| end + offset + 1);
            }
        }
        self.edits.push(Edit { range: colon..end, text: format!(" {text}") });
    }
}

/// Returns whether `end` is the end of the collection's last value rather than of its bracket.
fn is_inner(collection: &Node<'_>, end: usize) -> bool {
    match &collection.value {
        NodeValue::Sequence(items) => items.last().is_some_and(|last| last.span().end == end),
        NodeValue::Mapping(entries) => entries.last().is_some_and(|e| e.value.span().end == end),
        NodeValue::Scalar(_) | NodeValue::Null => false,
    }
}

fn treatment(route: &str) -> Option<Treatment> {
    TREATMENTS.iter().find(|(path, _)| *path == route).map(|(_, treatment)| *treatment)
}

fn join(route: &str, key: &str) -> String {
    if route.is_empty() { key.to_owned() } else { format!("{route}.{key}") }
}

/// Returns where the line of the byte at `offset` begins.
fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |end| end + 1)
}

/// Returns the white space that the line at `line` begins with.
fn indentation(text: &str, line: usize) -> &str {
    let rest = &text[line..];
    &rest[..rest.len() - rest.trim_start_matches(' ').len()]
}
