//! Charts from markup: each bar quotes the figure that its length follows.

use roxmltree::Node;

use super::reading::Reader;
use crate::document::{Bar, Change, Chart, Run};
use crate::figures::Value;

/// What stands behind a bar without a value.
const NO_VALUE: &str = "无数据";

/// What the lengths of a chart's bars measure; those of one chart measure one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measured {
    /// Money, in 分.
    Money,
    /// A number of things.
    Things,
}

impl Reader<'_> {
    /// Reads a chart, or reports why it is none.
    pub(super) fn chart(&mut self, node: Node<'_, '_>) -> Option<Chart> {
        self.attributes(node, &["title"]);
        let title = self.words(node, "title", Chart::LONGEST_TITLE);
        let mut measured = None;
        let mut bars = Vec::new();
        for part in self.elements(node, "图表里的文字要放在 <bar> 里") {
            if part.tag_name().name() == "bar" {
                bars.extend(self.bar(part, &mut measured));
            } else {
                self.misplaced(part);
            }
        }
        if !(1..=Chart::MOST_BARS).contains(&bars.len()) {
            let most = Chart::MOST_BARS;
            self.fault(node, format!("图表里要有 1 至 {most} 个 <bar>，现在有 {} 个", bars.len()));
            return None;
        }
        Some(Chart { title: title?, bars, change: Change::Unchanged })
    }

    fn bar(&mut self, node: Node<'_, '_>, measured: &mut Option<Measured>) -> Option<Bar> {
        self.attributes(node, &["label"]);
        let label = self.words(node, "label", Bar::LONGEST_LABEL);
        let value = self.inlines(node);
        let mut bar = Bar { label: label?, value, length: None };
        if bar.value.is_empty() {
            bar.value.push(Run::text(NO_VALUE));
            return Some(bar);
        }
        if Bar::LONGEST_VALUE < bar.value_text().chars().count() {
            self.fault(node, format!("柱的数值最多 {} 个字", Bar::LONGEST_VALUE));
        }
        if bar.value.iter().any(|run| run.change != Change::Unchanged) {
            self.fault(node, "<bar> 里不能有 <ins>、<del>：图表作为整体增加或者删去");
        }
        let quoted: Vec<&str> = bar.value.iter().filter_map(|run| run.figure.as_deref()).collect();
        let [name] = quoted[..] else {
            self.fault(node, "每个 <bar> 里引用一个数字，柱长由它决定；没有数据的，<bar> 里不写");
            return Some(bar);
        };
        let (kind, length) = match self.value_of(name) {
            Some(Value::Amount(amount)) => (Measured::Money, i64::try_from(amount.fen()).ok()),
            Some(Value::Count(count)) => (Measured::Things, i64::try_from(count).ok()),
            _ => {
                self.fault(node, format!("“{name}”不是金额或者个数，不能决定柱长"));
                return Some(bar);
            }
        };
        if *measured.get_or_insert(kind) != kind {
            self.fault(node, "一个图表里的数字要么都是金额，要么都是个数");
        }
        if length.is_none() {
            self.fault(node, format!("“{name}”太大，画不成图"));
        }
        bar.length = length;
        Some(bar)
    }

    /// Returns the words that an element must have in `attribute`.
    fn words(&mut self, node: Node<'_, '_>, attribute: &str, most: usize) -> Option<String> {
        let element = node.tag_name().name();
        let words = node.attribute(attribute).map_or("", str::trim);
        if words.is_empty() {
            self.fault(node, format!("“<{element}>”要用 {attribute} 写明所示内容"));
            return None;
        }
        if most < words.chars().count() {
            self.fault(node, format!("“<{element}>”的 {attribute} 最多 {most} 个字"));
            return None;
        }
        Some(words.to_owned())
    }
}
