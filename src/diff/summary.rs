//! A comparison in one line, as a build tells it.

use std::collections::BTreeMap;

use super::blocks::words;
use super::changes::Changes;
use super::figures::FigureChange;
use super::projects::ProjectChange;
use super::text::value_text;
use crate::figures::Value;

/// How many figures the line names.
const NAMED: usize = 3;

impl Changes<'_> {
    /// Returns what changed in one line: counts, and the three most important figures; 没有变化
    /// where nothing did.
    ///
    /// A figure is the more important the earlier the report quotes it; those that it does not quote
    /// come last.
    pub fn summary(&self) -> String {
        if self.is_empty() {
            return "没有变化".to_owned();
        }
        let count = |is_one: fn(&ProjectChange<'_>) -> bool| {
            self.projects.iter().filter(|change| is_one(change)).count()
        };
        let counts = [
            (self.figures.len(), "个数字有变化"),
            (count(|it| matches!(it, ProjectChange::Added(_))), "个项目增加"),
            (count(|it| matches!(it, ProjectChange::Removed(_))), "个项目减少"),
            (count(|it| matches!(it, ProjectChange::Altered { .. })), "个项目改动"),
            (self.adjustments.len(), "笔调整增减"),
            (self.passages.len(), "处正文改动"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
        let mut summary = counts.join("，");
        let named = self.most_important();
        for (index, figure) in named.iter().enumerate() {
            summary.push_str(if index == 0 { "；" } else { "，" });
            let (old, new) = (value_text(figure.old), value_text(figure.new));
            summary.extend([figure.label.as_ref(), " ", &old, " → ", &new]);
            if figure.new.is_some_and(|new| matches!(new.value, Value::Amount(_))) {
                summary.extend([" ", self.unit().name()]);
            }
        }
        summary
    }

    fn most_important(&self) -> Vec<&FigureChange<'_>> {
        let changed: BTreeMap<&str, _> =
            self.figures.iter().map(|figure| (figure.name.as_ref(), figure)).collect();
        let blocks = self.new.document.sections.iter().flat_map(|section| &section.blocks);
        let quoted = blocks.flat_map(words).filter_map(|run| run.figure.as_deref());
        let quoted = quoted.filter_map(|name| changed.get(name).copied());
        let mut named: Vec<&FigureChange<'_>> = Vec::new();
        for figure in quoted.chain(&self.figures) {
            if named.len() == NAMED {
                break;
            }
            if !named.iter().any(|listed| listed.name == figure.name) {
                named.push(figure);
            }
        }
        named
    }
}
