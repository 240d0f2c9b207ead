//! Rendered markup read into a document: the strict vocabulary, every departure with its place.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::gaps::{self, Gap, Lack};
use super::inline::{Inlines, Style};
use super::markup::{GAP, QUOTE, VALUE};
use super::places::{AT, tag_span};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::{
    Block, Change, Heading, HeadingLevel, Lead, Numbering, Orientation, Paragraph, ParagraphRole,
    Run, Seal, Section, Signature,
};
use crate::figures::Figure;
use crate::figures::Value;
use crate::source::{SourceId, Span};

/// How deep inline elements may stand in each other.
const MAX_INLINE_DEPTH: usize = 8;

/// Returns the figure of a name, if there is one.
pub(super) type Known<'a> = &'a dyn Fn(&str) -> Option<Figure>;

/// Reads the tree that a template rendered.
///
/// # Errors
/// Returns T603 for everything outside the vocabulary or out of place, and the findings of the
/// `gaps` that the text asked for; every fault once.
pub(super) fn read(
    root: Node<'_, '_>,
    source: SourceId,
    template: &str,
    figures: Known<'_>,
    gaps: &[Gap],
) -> Result<Vec<Section>, Vec<Diagnostic>> {
    let mut reader = Reader {
        source,
        template,
        figures,
        gaps,
        lacks: Vec::new(),
        numbering: Numbering::default(),
        faults: Vec::new(),
        told: BTreeSet::new(),
    };
    let sections = reader.sections(root);
    reader.faults.extend(gaps::findings(&reader.lacks));
    if reader.faults.is_empty() { Ok(sections) } else { Err(reader.faults) }
}

pub(super) struct Reader<'a> {
    source: SourceId,
    template: &'a str,
    figures: Known<'a>,
    gaps: &'a [Gap],
    /// The keys that the text asked for in vain.
    lacks: Vec<Lack>,
    numbering: Numbering,
    faults: Vec<Diagnostic>,
    /// What was told, so that a fault in a loop is told once.
    told: BTreeSet<(Option<Span>, String)>,
}

impl Reader<'_> {
    fn sections(&mut self, root: Node<'_, '_>) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut loose = Vec::new();
        let mut children =
            self.elements(root, "文字要放在 <p> 这样的段落里").into_iter().peekable();
        while let Some(node) = children.next() {
            if node.tag_name().name() == "section" {
                close(&mut sections, &mut loose);
                let orientation = match self.class(node, &["landscape"]) {
                    Some(_) => Orientation::Landscape,
                    None => Orientation::Portrait,
                };
                let mut blocks = Vec::new();
                let inner = self.elements(node, "文字要放在 <p> 这样的段落里");
                let mut inner = inner.into_iter().peekable();
                while let Some(node) = inner.next() {
                    self.block(node, &mut inner, &mut blocks);
                }
                sections.push(Section { orientation, blocks });
            } else {
                self.block(node, &mut children, &mut loose);
            }
        }
        close(&mut sections, &mut loose);
        sections
    }

    /// Reads one block; a lead takes the paragraph that follows it.
    fn block<'n, 'i>(
        &mut self,
        node: Node<'n, 'i>,
        following: &mut std::iter::Peekable<impl Iterator<Item = Node<'n, 'i>>>,
        blocks: &mut Vec<Block>,
    ) {
        let block = match node.tag_name().name() {
            "h1" => Block::Title(self.plain_runs(node)),
            "h2" => self.heading(node, HeadingLevel::One),
            "h3" => self.heading(node, HeadingLevel::Two),
            name @ ("h4" | "h5") => {
                let level = if name == "h4" { HeadingLevel::Three } else { HeadingLevel::Four };
                let number = self.numbering.next(level);
                let lead = Lead { number, runs: self.plain_runs(node) };
                let runs_into = |node: &Node<'_, '_>| {
                    node.tag_name().name() == "p" && node.attribute("class").is_none()
                };
                let runs = match following.next_if(runs_into) {
                    Some(node) => self.plain_runs(node),
                    None => Vec::new(),
                };
                Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: Some(lead), runs })
            }
            "p" => {
                let role = match self.class(node, &["issuer"]) {
                    Some(_) => ParagraphRole::Issuer,
                    None => ParagraphRole::Body,
                };
                Block::Paragraph(Paragraph { role, lead: None, runs: self.runs(node) })
            }
            "table" => match self.table(node) {
                Some(table) => Block::Table(table),
                None => return,
            },
            "chart" => match self.chart(node) {
                Some(chart) => Block::Chart(chart),
                None => return,
            },
            "footer" => match self.signature(node) {
                Some(signature) => Block::Signature(signature),
                None => return,
            },
            _ => return self.misplaced(node),
        };
        blocks.push(block);
    }

    fn heading(&mut self, node: Node<'_, '_>, level: HeadingLevel) -> Block {
        Block::Heading(Heading { number: self.numbering.next(level), runs: self.plain_runs(node) })
    }

    fn signature(&mut self, node: Node<'_, '_>) -> Option<Signature> {
        let seal = match self.class(node, &["with-seal"]) {
            Some(_) => Seal::With,
            None => Seal::Without,
        };
        let lines = self.elements(node, "落款里只能有两个 <p>：单位和日期");
        let [name, date] = lines[..] else {
            self.fault(node, "落款里要有两个 <p>：单位和日期");
            return None;
        };
        for line in [name, date].into_iter().filter(|line| line.tag_name().name() != "p") {
            self.fault(line, "落款里只能有两个 <p>：单位和日期");
        }
        Some(Signature { name: self.plain_runs(name), date: self.plain_runs(date), seal })
    }

    /// Returns the runs of an element that has no attributes.
    pub(super) fn plain_runs(&mut self, node: Node<'_, '_>) -> Vec<Run> {
        self.attributes(node, &[]);
        self.runs(node)
    }

    /// Returns the runs of a block that must have words.
    fn runs(&mut self, node: Node<'_, '_>) -> Vec<Run> {
        let faults = self.faults.len();
        let runs = self.inlines(node);
        if runs.is_empty() && self.faults.len() == faults && !asks_for_gap(node) {
            self.fault(node, format!("“<{}>”里没有文字", node.tag_name().name()));
        }
        runs
    }

    /// Returns the runs of an element, which may have none.
    pub(super) fn inlines(&mut self, node: Node<'_, '_>) -> Vec<Run> {
        let mut inlines = Inlines::default();
        self.inline(node, Style::default(), 0, &mut inlines);
        inlines.finish()
    }

    fn inline(&mut self, node: Node<'_, '_>, style: Style, depth: usize, inlines: &mut Inlines) {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                inlines.push_text(text, style);
                continue;
            }
            if !child.is_element() {
                continue;
            }
            let inner = match child.tag_name().name() {
                _ if child.tag_name().namespace().is_some() => return self.misplaced(child),
                QUOTE => {
                    self.quote(child, style, inlines);
                    continue;
                }
                GAP => {
                    self.gap(child);
                    continue;
                }
                "strong" => Style { strong: true, ..style },
                "ins" => Style { change: Change::Inserted, ..style },
                "del" => Style { change: Change::Deleted, ..style },
                _ => {
                    self.misplaced(child);
                    continue;
                }
            };
            self.attributes(child, &[]);
            if depth == MAX_INLINE_DEPTH {
                self.fault(child, format!("行内标记嵌套超过 {MAX_INLINE_DEPTH} 层"));
                continue;
            }
            self.inline(child, inner, depth + 1, inlines);
        }
    }

    /// Reads `data`; one that the template writes out must quote the figure as the figure prints.
    fn quote(&mut self, node: Node<'_, '_>, style: Style, inlines: &mut Inlines) {
        self.attributes(node, &[VALUE]);
        let name = node.attribute(VALUE).unwrap_or_default();
        let text = node.text().unwrap_or_default();
        // The view's own elements carry no place.
        let written = node.has_attribute(AT);
        match written.then(|| (self.figures)(name)) {
            Some(None) => self.fault(node, format!("“<data>”引用的数字“{name}”不存在")),
            Some(Some(figure)) if figure.text != text || !figure.value.is_printable() => {
                let message = format!("“<data>”里的“{text}”不是数字“{name}”的值“{}”", figure.text);
                self.fault(node, message);
            }
            Some(Some(_)) | None => inlines.push_figure(name, text, style),
        }
    }

    /// Returns the value of the figure called `name`.
    pub(super) fn value_of(&self, name: &str) -> Option<Value> {
        (self.figures)(name).map(|figure| figure.value)
    }

    /// Reports what the filing lacks at `node`.
    fn gap(&mut self, node: Node<'_, '_>) {
        let number = node.attribute(VALUE).and_then(|number| number.parse::<usize>().ok());
        match number.and_then(|number| self.gaps.get(number)) {
            Some(Gap::Lacks(lacks)) => self.lacks.extend_from_slice(lacks),
            // What is wrong is told once, however many places ask for it.
            Some(Gap::Fault(finding)) if self.told.insert((None, finding.message.clone())) => {
                self.faults.push(finding.clone());
            }
            Some(Gap::Fault(_)) => {}
            None => self.misplaced(node),
        }
    }

    /// Returns the element children of `node`; words between them are a fault with this `message`.
    pub(super) fn elements<'n, 'i>(
        &mut self,
        node: Node<'n, 'i>,
        message: &str,
    ) -> Vec<Node<'n, 'i>> {
        let mut elements = Vec::new();
        for child in node.children() {
            let words = child.is_text() && !child.text().unwrap_or_default().trim().is_empty();
            if words || child.is_pi() {
                self.fault(node, message);
            } else if child.is_element() && child.tag_name().namespace().is_some() {
                self.misplaced(child);
            } else if child.is_element() && child.tag_name().name() == GAP {
                self.gap(child);
            } else if child.is_element() {
                elements.push(child);
            }
        }
        elements
    }

    /// Returns the element's class, which must be one of `known`.
    pub(super) fn class<'n>(
        &mut self,
        node: Node<'n, '_>,
        known: &[&'static str],
    ) -> Option<&'n str> {
        self.attributes(node, &["class"]);
        self.word(node, "class", known)
    }

    /// Returns the value of an attribute, which must be one of `known`.
    pub(super) fn word<'n>(
        &mut self,
        node: Node<'n, '_>,
        attribute: &str,
        known: &[&'static str],
    ) -> Option<&'n str> {
        let value = node.attribute(attribute)?;
        if known.contains(&value) {
            return Some(value);
        }
        let name = node.tag_name().name();
        let message =
            format!("“<{name}>”的 {attribute} 不能是“{value}”，可用的有：{}", known.join("、"));
        self.fault(node, message);
        None
    }

    /// Reports attributes outside `known`.
    pub(super) fn attributes(&mut self, node: Node<'_, '_>, known: &[&str]) {
        for attribute in node.attributes() {
            let name = attribute.name();
            if name != AT && !known.contains(&name) {
                let element = node.tag_name().name();
                self.fault(node, format!("“<{element}>”不能有属性“{name}”"));
            }
        }
    }

    /// Reports an element that is unknown or not allowed where it stands.
    pub(super) fn misplaced(&mut self, node: Node<'_, '_>) {
        const VOCABULARY: [&str; 23] = [
            "h1", "h2", "h3", "h4", "h5", "p", "table", "caption", "col", "thead", "tbody", "tr",
            "th", "td", "chart", "bar", "section", "footer", "strong", "ins", "del", "data",
            "document",
        ];
        let words = VOCABULARY.iter().copied().filter(|word| *word != "document");
        let name = node.tag_name().name();
        if !VOCABULARY.contains(&name) || name == "document" {
            let close = diagnostic::nearest(name, words.clone());
            let fault = Diagnostic::new(Code::UNKNOWN_ELEMENT, format!("不认识的标记“<{name}>”"))
                .at(self.span(node), "");
            return self.tell(match close {
                Some(close) => fault.help(format!("是不是“<{close}>”？")),
                None => fault.help(format!("可用的有：{}", words.collect::<Vec<_>>().join("、"))),
            });
        }
        let parent = node.parent_element().map_or("document", |parent| parent.tag_name().name());
        let message = match parent {
            "document" => format!("“<{name}>”不能直接放在最外层"),
            parent => format!("“<{name}>”不能放在“<{parent}>”里"),
        };
        self.fault(node, message);
    }

    /// Reports T603 at `node`.
    pub(super) fn fault(&mut self, node: Node<'_, '_>, message: impl Into<String>) {
        let span = self.span(node);
        self.tell(Diagnostic::new(Code::UNKNOWN_ELEMENT, message).at(span, ""));
    }

    /// Reports a finding once.
    pub(super) fn tell(&mut self, finding: Diagnostic) {
        let span = finding.primary.as_ref().map(|label| label.span);
        if self.told.insert((span, finding.message.clone())) {
            self.faults.push(finding);
        }
    }

    /// Returns the place in the template of the nearest start tag that carries one.
    fn span(&self, node: Node<'_, '_>) -> Span {
        let offset = node
            .ancestors()
            .find_map(|ancestor| ancestor.attribute(AT))
            .and_then(|offset| offset.parse().ok());
        tag_span(self.source, self.template, offset.unwrap_or_default())
    }
}

/// Returns whether a gap stands somewhere in `node`.
fn asks_for_gap(node: Node<'_, '_>) -> bool {
    node.descendants().any(|inner| inner.tag_name().name() == GAP)
}

/// Makes an upright section of blocks that stand in none.
fn close(sections: &mut Vec<Section>, loose: &mut Vec<Block>) {
    if !loose.is_empty() {
        let blocks = std::mem::take(loose);
        sections.push(Section { orientation: Orientation::Portrait, blocks });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{fixture, places, syntax, xml};
    use super::*;

    /// Reads a template that has no tags of its own.
    fn read_markup(template: &str) -> Result<Vec<Section>, Vec<Diagnostic>> {
        let source = SourceId(0);
        let pieces = syntax::cut(source, template)?;
        let marked = places::mark(template, &pieces);
        let tree = xml::parse(&marked.text, source, template)?;
        let figures = fixture::figures();
        read(tree.root_element(), source, template, &|name| figures.get(name), &[])
    }

    fn faults(template: &str) -> Vec<(&'static str, usize, String)> {
        let faults = read_markup(template).expect_err(template);
        let shown = faults.into_iter().map(|fault| {
            (fault.code.id, fault.primary.expect("it has a place").span.start, fault.message)
        });
        shown.collect()
    }

    #[test]
    fn leads_run_into_the_paragraph_that_follows() {
        let sections = read_markup(
            "<h2>甲</h2><h4>一。</h4> <p>二</p><h4>三</h4><h4>四</h4><p class=\"issuer\">五</p><h5>六</h5>",
        )
        .expect("it is in the vocabulary");
        let shown: Vec<String> = sections[0]
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(Paragraph { lead, runs, .. }) => {
                    let text = |runs: &[Run]| runs.iter().map(|run| run.text.clone()).collect();
                    let lead = lead.as_ref().map(|lead| (lead.number.label(), text(&lead.runs)));
                    let (label, lead): (String, String) = lead.unwrap_or_default();
                    format!("{label}{lead}|{}", text(runs))
                }
                other => format!("{other:?}").chars().take(7).collect(),
            })
            .collect();
        assert_eq!(shown, ["Heading", "1.一。|二", "2.三|", "3.四|", "|五", "（1）六|"]);
    }

    #[test]
    fn sections_turn_the_page() {
        let sections = read_markup(
            "<p>甲</p><section class=\"landscape\"><p>乙</p></section><section><p>丙</p></section>",
        )
        .expect("it is in the vocabulary");
        let orientations: Vec<_> = sections.iter().map(|section| section.orientation).collect();
        let expected = [Orientation::Portrait, Orientation::Landscape, Orientation::Portrait];
        assert_eq!(orientations, expected);
    }

    #[test]
    fn what_is_outside_the_vocabulary_is_told_with_its_tag() {
        for (template, needle) in [
            ("<p>甲</p><div>乙</div>", "<div"),
            ("<p>甲<span>乙</span></p>", "<span"),
            ("<p>甲<p>乙</p></p>", "<p>乙"),
            ("<p style=\"x\">甲</p>", "<p"),
            ("<p class=\"big\">甲</p>", "<p"),
            ("<h1>甲</h1><tr><td>乙</td></tr>", "<tr"),
            ("<script>x</script>", "<script"),
            ("<p></p>", "<p"),
            ("<p> <strong> </strong></p>", "<p"),
            ("<section><section><p>甲</p></section></section>", "<section><p>"),
            ("<p>甲</p><footer><p>乙</p></footer>", "<footer"),
            ("<p>甲<data value=\"x\">1</data></p>", "<data"),
            ("<p>甲<data value=\"project_count\">2</data></p>", "<data"),
            ("<p>甲<data value=\"department.expenditure_rate\"></data></p>", "<data"),
            ("<p>甲<gap value=\"7\"/></p>", "<gap"),
            ("<p>甲</p><strong>乙</strong>", "<strong"),
        ] {
            let found = faults(template);
            assert_eq!(found.len(), 1, "{template}: {found:?}");
            assert_eq!(
                (found[0].0, Some(found[0].1)),
                ("T603", template.find(needle)),
                "{template}"
            );
        }
        assert_eq!(faults("甲<p>乙</p>"), [("T603", 0, "文字要放在 <p> 这样的段落里".to_owned())]);
    }

    #[test]
    fn markup_that_is_not_well_formed_is_told_with_its_tag() {
        for (template, needle, words) in [
            ("<p>甲</p>\n<p>乙", "<p>乙", "没有结束标记"),
            ("<p>甲</p>\n<p>乙<strong>丙</p>", "<strong", "没有结束标记"),
            ("<p>甲</p></section>", "<p", "没有对应的开始标记"),
            ("<p>甲&nbsp;乙</p>", "<p", "&nbsp;"),
            ("<p>甲</p><p>R&D</p>", "<p>R", "&amp;"),
            ("<p>甲</p><p at=\"1\">乙</p>", "<p at", "由程序使用"),
            ("<p>甲</p><p class=\"a\" class=\"b\">乙</p>", "<p class", "写了两次"),
            ("<p>甲</p><p class=issuer>乙</p>", "<p class", "标记"),
        ] {
            let found = faults(template);
            assert_eq!(
                (found[0].0, Some(found[0].1)),
                ("T603", template.find(needle)),
                "{template}"
            );
            assert!(found[0].2.contains(words), "{template}: {}", found[0].2);
        }
    }

    #[test]
    fn hostile_depth_is_refused_and_does_not_overflow() {
        let deep = format!("<p>{}甲{}</p>", "<strong>".repeat(9), "</strong>".repeat(9));
        assert!(faults(&deep)[0].2.contains("嵌套"));
        let deep = format!("{}甲{}", "<section>".repeat(50_000), "</section>".repeat(50_000));
        assert_eq!(faults(&deep)[0].0, "T603");
    }
}
