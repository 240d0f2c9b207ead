//! Reads the mappings of a `form.yaml` key by key and collects every fault.

use std::collections::BTreeMap;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::{Entry, Node, NodeValue, Span};

/// The longest that a label, title or reason may be, in characters.
const MAX_LABEL: usize = 100;

/// A mapping whose keys are asked for by name; what nobody asked for is unknown.
pub(super) struct Keys<'n, 's> {
    /// The keys that lead here, for messages: `amounts.`.
    path: String,
    span: Span,
    entries: &'n [Entry<'s>],
    asked: Vec<&'static str>,
}

impl<'n, 's> Keys<'n, 's> {
    /// Opens `node`, which stands at `path`; anything but a mapping is a fault.
    pub(super) fn open(
        node: &'n Node<'s>,
        path: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let NodeValue::Mapping(entries) = &node.value else {
            faults.push(wrong_type(node, path, "一组“键: 值”"));
            return None;
        };
        let path = if path.is_empty() { String::new() } else { format!("{path}.") };
        Some(Self { path, span: node.span(), entries, asked: Vec::new() })
    }

    /// Returns the value of `key` and its path; a missing or empty one is a fault.
    pub(super) fn required(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<(&'n Node<'s>, String)> {
        let found = self.optional(key);
        if found.is_none() {
            let path = format!("{}{key}", self.path);
            faults.push(
                Diagnostic::new(Code::MISSING_KEY, format!("格式设定缺少 {path}"))
                    .at(self.span, "在这里")
                    .help(format!("补写 {key}: …")),
            );
        }
        found
    }

    /// Returns the value of `key` and its path where the mapping has one.
    pub(super) fn optional(&mut self, key: &'static str) -> Option<(&'n Node<'s>, String)> {
        self.asked.push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.value.value != NodeValue::Null)
            .then(|| (&entry.value, format!("{}{key}", self.path)))
    }

    /// Reports the keys that nobody asked for and those that stand twice.
    pub(super) fn close(self, faults: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for entry in self.entries {
            let path = format!("{}{}", self.path, entry.key);
            let first = *seen.entry(&entry.key).or_insert(entry.key_span());
            if first != entry.key_span() {
                faults.push(
                    Diagnostic::new(Code::DUPLICATE_KEY, format!("{path} 写了两次"))
                        .at(entry.key_span(), "第二次")
                        .related(first, "第一次")
                        .help("删去其中一处"),
                );
            } else if !self.asked.iter().any(|asked| *asked == entry.key) {
                let fault = Diagnostic::new(Code::UNKNOWN_KEY, format!("格式设定没有 {path}"))
                    .at(entry.key_span(), "不认识的键");
                faults.push(fault.help(offer(&entry.key, self.asked.iter().copied())));
            }
        }
    }
}

/// Returns the text of a scalar; a list or a mapping is a fault.
pub(super) fn text<'n>(
    node: &'n Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<&'n str> {
    match &node.value {
        NodeValue::Scalar(scalar) => Some(&scalar.text),
        NodeValue::Null | NodeValue::Sequence(_) | NodeValue::Mapping(_) => {
            faults.push(wrong_type(node, path, "一个值"));
            None
        }
    }
}

/// Returns a text that is printed: not empty, not long, no control characters.
pub(super) fn label(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let words = text(node, path, faults)?;
    let fault = if words.trim().is_empty() {
        "不能为空"
    } else if words.chars().count() > MAX_LABEL {
        "不能超过 100 字"
    } else if words.chars().any(char::is_control) {
        "不能有换行或控制字符"
    } else {
        return Some(words.to_owned());
    };
    faults.push(
        Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} {fault}")).at(node.span(), fault),
    );
    None
}

/// Returns the member of a closed set that `node` names; another word is a fault that offers the
/// nearest.
pub(super) fn choice<T: Copy>(
    node: &Node<'_>,
    path: &str,
    choices: &[(&'static str, T)],
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    let word = text(node, path, faults)?;
    let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if found.is_none() {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} 不能写作“{word}”"))
                .at(node.span(), "不认识的值")
                .help(offer(word, choices.iter().map(|(name, _)| *name))),
        );
    }
    found
}

/// Returns the fault of a value that is not what its key asks for.
pub(super) fn wrong_type(node: &Node<'_>, path: &str, wanted: &str) -> Diagnostic {
    let subject = if path.is_empty() { "格式设定" } else { path };
    Diagnostic::new(Code::WRONG_TYPE, format!("{subject} 应为{wanted}"))
        .at(node.span(), format!("不是{wanted}"))
}

/// Returns the sentence that offers the nearest of `known`, or lists them all.
pub(super) fn offer<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match diagnostic::nearest(word, known.iter().copied()) {
        Some(name) => format!("是不是 {name}？"),
        None => format!("可以写：{}", known.join("、")),
    }
}
