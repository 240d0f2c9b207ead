//! The table of contents: links to the headings of levels one and two.

use crate::document::{Block, Change, Document, HeadingLevel};

use super::text::{escaped, push};

/// Pages with no more headings than this have no contents.
const FEW: usize = 3;

/// Returns the anchor of the heading with this index among those on lines of their own.
pub(super) fn anchor(index: usize) -> String {
    format!("heading-{}", index + 1)
}

/// Appends the contents of `document`, unless it has but few headings.
///
/// Headings are worded as in the newer version; those that were taken out are left out.
pub(super) fn push_contents(page: &mut String, document: &Document) {
    let entries = entries(document);
    if entries.len() <= FEW {
        return;
    }
    page.push_str("<nav class=\"contents\" aria-labelledby=\"contents\">\n");
    page.push_str("<p id=\"contents\">目录</p>\n<ol>\n");
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        page.push_str("<li>");
        entry.push(page);
        let below = entry.level == HeadingLevel::One;
        if below && entries.peek().is_some_and(|next| next.level != HeadingLevel::One) {
            page.push_str("\n<ol>\n");
            while let Some(entry) = entries.next_if(|next| next.level != HeadingLevel::One) {
                page.push_str("<li>");
                entry.push(page);
                page.push_str("</li>\n");
            }
            page.push_str("</ol>\n");
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n</nav>\n");
}

/// One line of the contents.
struct Entry {
    level: HeadingLevel,
    anchor: String,
    text: String,
}

impl Entry {
    /// Appends the link.
    fn push(&self, page: &mut String) {
        let Self { anchor, text, .. } = self;
        push(page, format_args!("<a href=\"#{anchor}\">{}</a>", escaped(text)));
    }
}

/// Returns the lines of the contents of `document`.
fn entries(document: &Document) -> Vec<Entry> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let headings = blocks.filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Table(_)
        | Block::Chart(_)
        | Block::Signature(_)
        | Block::Contents(_)
        | Block::AttachmentList(_)
        | Block::AttachmentMark(_) => None,
    });
    let standing = headings
        .enumerate()
        .filter(|(_, heading)| Change::covering(&heading.runs) != Change::Deleted);
    standing
        .map(|(index, heading)| {
            let runs = heading.runs.iter().filter(|run| run.change != Change::Deleted);
            let words = runs.map(|run| run.text.as_str()).collect::<String>();
            let text = heading.number.label() + &words;
            Entry { level: heading.number.level, anchor: anchor(index), text }
        })
        .collect()
}
