//! Where a finding stands, in the words of the report: 项目“校舍维修”的绩效指标“完工率”的得分.
//!
//! What a key is called comes from the schema of a filing, so that every key has its words.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::figures::ProjectField;
use crate::model;
use crate::source::{Allowance, Node, NodeValue, SourceId, Sources, Span, parse};

/// What is said of a place that no key leads to.
const FILE: &str = "数据文件";
/// What is said of a place in the form's own files.
const FORM: &str = "报告格式";
/// The longest name that is quoted, in characters.
const MAX_NAME: usize = 40;
/// The keys that go without saying before the keys below them.
const SILENT: [&str; 7] =
    ["budget", "evaluation", "disclosure", "department", "people", "execution", "staff"];

/// The places of findings.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    schema: Value,
    /// What the figure of a name is.
    label: &'a dyn Fn(&str) -> Option<String>,
    /// The tree of each file, read when a finding of it is shown.
    trees: BTreeMap<SourceId, Option<Node<'a>>>,
    /// The projects' names by id, read when a figure of a project is named.
    projects: Option<BTreeMap<String, String>>,
}

/// A key or an item on the way to a place.
enum Step {
    Key(String),
    /// Counted from 1, with what it is called.
    Item(usize, Option<String>),
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources, label: &'a dyn Fn(&str) -> Option<String>) -> Self {
        let schema = model::schema().to_value();
        Self { sources, schema, label, trees: BTreeMap::new(), projects: None }
    }

    /// Returns the place at `span`.
    pub(super) fn at(&mut self, span: Span) -> String {
        if self.sources.shared().any(|(id, _file)| id == span.source) {
            return FORM.to_owned();
        }
        let sources = self.sources;
        let tree = self.trees.entry(span.source).or_insert_with(|| tree(sources, span.source));
        let Some(root) = tree.as_ref() else { return FILE.to_owned() };
        let steps = steps(root, span);
        self.words(&steps)
    }

    /// Returns the words for the way to a place.
    fn words(&mut self, steps: &[Step]) -> String {
        let keys: Vec<_> = steps.iter().filter_map(Step::key).collect();
        match keys.as_slice() {
            [] => FILE.to_owned(),
            ["narrative", place, ..] => {
                let place = self.described(&["narrative", place]);
                let number = steps.iter().find_map(|step| match step {
                    Step::Item(number, _name) => Some(format!("第{number}段")),
                    Step::Key(_) => None,
                });
                format!("正文“{place}”{}", number.unwrap_or_default())
            }
            ["stated", name @ ..] if !name.is_empty() && name.first() != Some(&"sums") => {
                format!("印出的{}", self.figure(&name.join(".")))
            }
            ["explanations", name @ ..] if !name.is_empty() => {
                format!("对{}的说明", self.figure(&name.join(".")))
            }
            ["disclosure", "published_elsewhere", name @ ..] if !name.is_empty() => {
                format!("别处公开的{}", self.figure(&name.join(".")))
            }
            _ => self.described_steps(steps),
        }
    }

    /// Returns what the figure called `name` is.
    fn figure(&mut self, name: &str) -> String {
        let of_project = name.strip_prefix("project.").and_then(|rest| rest.split_once('.'));
        let label = match of_project {
            Some((id, field)) => ProjectField::named(field).and_then(|field| {
                let names = self.projects.get_or_insert_with(|| projects(self.sources));
                Some(format!("“{}”{}", names.get(id)?, field.label()))
            }),
            None => (self.label)(name),
        };
        label.unwrap_or_else(|| format!("“{name}”"))
    }

    fn described_steps(&self, steps: &[Step]) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut way: Vec<&str> = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let next = steps.get(index + 1);
            match step {
                Step::Key(key) => {
                    way.push(key);
                    // The department of the budget is the department as a whole.
                    let is_silent =
                        SILENT.contains(&key.as_str()) && way != ["budget", "department"];
                    if !(is_silent && matches!(next, Some(Step::Key(_)))) {
                        words.push(self.described(&way));
                    }
                }
                Step::Item(number, name) => {
                    let list = way.last().copied();
                    let unit = match list {
                        Some("projects") => "个",
                        Some("adjustments") => "笔",
                        _ => "项",
                    };
                    let last = if list == Some("projects") {
                        // The list says only that there is an order in it.
                        words.pop();
                        "项目".to_owned()
                    } else {
                        words.pop().unwrap_or_default()
                    };
                    words.push(match name {
                        Some(name) => format!("{last}“{name}”"),
                        None => format!("{last}第{number}{unit}"),
                    });
                }
            }
        }
        words.join("的")
    }

    /// Returns what the key at the end of `way` is called; a key that no filing has, as it is typed.
    fn described(&self, way: &[&str]) -> String {
        let description = way
            .iter()
            .try_fold(&self.schema, |schema, key| property(schema, key))
            .and_then(|schema| schema.get("description")?.as_str());
        let Some(description) = description else {
            return way.last().map(|key| format!("“{}”", shortened(key))).unwrap_or_default();
        };
        let end = description.find(['，', '；', '：']).unwrap_or(description.len());
        let words = &description[..end];
        match words.strip_suffix('）').and_then(|words| words.rsplit_once('（')) {
            Some((words, _aside)) if !words.is_empty() => words.to_owned(),
            _ => words.to_owned(),
        }
    }
}

impl Step {
    fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Item(..) => None,
        }
    }
}

/// Returns the tree of a file, or `None` where it is none.
fn tree(sources: &Sources, file: SourceId) -> Option<Node<'_>> {
    parse(file, &sources.get(file).text, &mut Allowance::default()).root
}

/// Returns the names of the projects that have one, by id.
fn projects(sources: &Sources) -> BTreeMap<String, String> {
    let shared: Vec<_> = sources.shared().map(|(id, _file)| id).collect();
    let mut names = BTreeMap::new();
    for (file, _source) in sources.iter().filter(|(id, _)| !shared.contains(id)) {
        let tree = tree(sources, file);
        let Some(list) = tree.as_ref().and_then(|root| child(root, "projects")) else { continue };
        let NodeValue::Sequence(items) = &list.value else { continue };
        for item in items {
            if let (Some(id), Some(name)) = (text(item, "id"), text(item, "name")) {
                names.entry(id).or_insert(name);
            }
        }
    }
    names
}

/// Returns the keys and items that lead to `span`, no further than to what holds all of it.
fn steps(root: &Node<'_>, span: Span) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut node = root;
    loop {
        let (step, below) = match &node.value {
            NodeValue::Mapping(entries) => {
                let entry = entries.iter().rev().find(|entry| {
                    let (key, value) = (entry.key_span(), entry.value.span());
                    key.start <= span.start && span.end <= key.end.max(value.end)
                });
                let Some(entry) = entry else { return steps };
                (Step::Key(entry.key.to_string()), &entry.value)
            }
            NodeValue::Sequence(items) => {
                let found = items.iter().enumerate().rev().find(|(_, item)| {
                    item.span().start <= span.start && span.end <= item.span().end
                });
                let Some((index, item)) = found else { return steps };
                (Step::Item(index + 1, text(item, "name")), item)
            }
            NodeValue::Null | NodeValue::Scalar(_) => return steps,
        };
        steps.push(step);
        node = below;
    }
}

fn child<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    let NodeValue::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// Returns the text at `key` in one line, shortened, or `None` where there is none.
fn text(node: &Node<'_>, key: &str) -> Option<String> {
    let text = child(node, key)?.scalar()?.text.trim();
    (!text.is_empty()).then(|| shortened(text))
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(MAX_NAME).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Returns the schema of `key`, looking through lists and alternatives.
fn property<'v>(schema: &'v Value, key: &str) -> Option<&'v Value> {
    if let Some(found) = schema.get("properties").and_then(|keys| keys.get(key)) {
        return Some(found);
    }
    if let Some(found) = schema.get("items").and_then(|items| property(items, key)) {
        return Some(found);
    }
    schema.get("anyOf")?.as_array()?.iter().find_map(|one| property(one, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
fiscal_year: 2023
department: { name: 甲局, staff: { quota: 7 } }
evaluation: { score: 90, indicators: [{ name: 完工率, actual: 8 }] }
budget: { department: { final: 61 }, adjustments: [{ amount: 62 }, { amount: 63 }] }
projects:
  - { id: P01, name: 校舍维修, score: 95, indicators: [{ name: 面积, actual: 31 }, { weight: 32 }] }
  - id: P02
    final: 21
    disclosure: { withheld: true }
    颜色: 红
narrative: { measures: [一, { heading: 二, text: 三 }] }
stated: { department.final: 71, project: { P01: { score: 72 } }, sums: [{ label: 合计, total: 73 }] }
explanations: { department.expenditure_rate: 因为 }
";

    #[test]
    fn places_are_said_in_the_words_of_the_report() {
        let mut sources = Sources::new();
        let id = sources.add("filing.yaml", TEXT);
        let label = |name: &str| (name == "department.final").then(|| "部门决算数".to_owned());
        let mut places = Places::new(&sources, &label);
        for (words, said) in [
            ("2023", "预算年度"),
            ("甲局", "部门名称"),
            ("7 }", "编制数"),
            ("90,", "部门整体自评得分"),
            ("8 }", "部门整体绩效指标“完工率”的实际完成值"),
            ("61", "部门整体的决算数"),
            ("63", "年中调整台账第2笔的调整金额"),
            ("95", "项目“校舍维修”的自评得分"),
            ("31", "项目“校舍维修”的绩效指标“面积”的实际完成值"),
            ("32", "项目“校舍维修”的绩效指标第2项的分值"),
            ("21", "项目第2个的决算数"),
            ("true", "项目第2个的是否不予公开"),
            ("红", "项目第2个的“颜色”"),
            ("一", "正文“四、整改措施及结果应用”第1段"),
            ("三", "正文“四、整改措施及结果应用”第2段"),
            ("71", "印出的部门决算数"),
            ("72", "印出的“校舍维修”自评得分"),
            ("73", "已印出的数的印出的加法第1项的印出的合计"),
            ("因为", "对“department.expenditure_rate”的说明"),
        ] {
            let start = TEXT.find(words).expect("it is there");
            let span = Span { source: id, start, end: start + 1 };
            assert_eq!(places.at(span), said, "{words}");
        }
        let whole = Span { source: id, start: 0, end: TEXT.len() };
        assert_eq!(places.at(whole), FILE);
    }
}
