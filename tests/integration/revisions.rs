//! A small reader of tracked changes in WordprocessingML: what a document says once they are all
//! accepted or all rejected.
//!
//! It follows ISO/IEC 29500-1, 17.13.5: a changed run goes, a paragraph whose mark goes joins the
//! next one, and a changed row goes with its cells.

use roxmltree::{Document, Node};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// What is done with every change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Accept,
    Reject,
}

impl Decision {
    /// The name of the element whose content goes.
    fn dropped(self) -> &'static str {
        match self {
            Self::Accept => "del",
            Self::Reject => "ins",
        }
    }
}

/// Returns the lines of a document part: a line for each paragraph and row, cells parted by tabs.
pub(crate) fn lines(xml: &str, decision: Decision) -> Vec<String> {
    let tree = Document::parse(xml).unwrap();
    let body = tree.descendants().find(|node| is(*node, "body")).unwrap();
    let mut lines = Vec::new();
    blocks(body, decision, &mut lines);
    lines
}

/// Adds the lines of the paragraphs and tables in `parent`.
fn blocks(parent: Node<'_, '_>, decision: Decision, lines: &mut Vec<String>) {
    let mut open = String::new();
    let elements: Vec<_> =
        parent.children().filter(|node| is(*node, "p") || is(*node, "tbl")).collect();
    for (index, element) in elements.iter().enumerate() {
        if is(*element, "tbl") {
            assert!(open.is_empty(), "text cannot join a table: {open}");
            lines.extend(rows(*element, decision));
            continue;
        }
        open.push_str(&text(*element, decision));
        let mark = path(*element, &["pPr", "rPr", decision.dropped()]);
        if mark.is_none() || index + 1 == elements.len() {
            lines.push(std::mem::take(&mut open));
        }
    }
}

/// Returns the lines of the rows that stay.
fn rows(table: Node<'_, '_>, decision: Decision) -> Vec<String> {
    let rows = table.children().filter(|node| is(*node, "tr"));
    rows.filter(|row| path(*row, &["trPr", decision.dropped()]).is_none())
        .map(|row| {
            let cells = row.children().filter(|node| is(*node, "tc"));
            let covered = |cell: &Node<'_, '_>| {
                path(*cell, &["tcPr", "vMerge"])
                    .is_some_and(|merge| merge.attribute((W, "val")) != Some("restart"))
            };
            let texts = cells.filter(|cell| !covered(cell)).map(|cell| {
                let mut lines = Vec::new();
                blocks(cell, decision, &mut lines);
                lines.concat()
            });
            texts.collect::<Vec<_>>().join("\t")
        })
        .collect()
}

/// Returns the text of a paragraph.
fn text(paragraph: Node<'_, '_>, decision: Decision) -> String {
    let words = paragraph.descendants().filter(|node| is(*node, "t") || is(*node, "delText"));
    let stays = |node: &Node<'_, '_>| {
        let deleted = node.ancestors().any(|ancestor| is(ancestor, "del"));
        // A drawing goes whole, and its words stay what they are.
        let drawn = node.ancestors().any(|ancestor| is(ancestor, "txbxContent"));
        let marked = deleted && !drawn;
        assert_eq!(marked, is(*node, "delText"), "deleted text has an element of its own");
        !node.ancestors().any(|ancestor| is(ancestor, decision.dropped()))
    };
    words.filter(stays).filter_map(|node| node.text()).collect()
}

/// Returns the element at the end of a path of children.
fn path<'a, 'i>(node: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().try_fold(node, |node, name| node.children().find(|child| is(*child, name)))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((W, name))
}
