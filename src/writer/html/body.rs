//! The body: landmarks, and the blocks of every section in reading order.

use crate::document::{
    AttachmentList, Block, Document, Heading, HeadingLevel, Orientation, Paragraph, ParagraphRole,
    Run, Seal, Section, Signature,
};

use super::chart::Charts;
use super::contents::{anchor, push_contents};
use super::headings::Levels;
use super::runs::{push_numbered, push_runs};
use super::table::Tables;
use super::text::{escaped, push};

/// The document that is being written.
pub(super) struct Body<'a> {
    document: &'a Document,
    levels: Levels,
    tables: Tables,
    charts: Charts,
    /// How many headings on lines of their own have been written.
    headings: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            levels: Levels::default(),
            tables: Tables::default(),
            charts: Charts::default(),
            headings: 0,
        }
    }

    /// Appends what stands between the tags of the body.
    pub(super) fn push(mut self, page: &mut String) {
        page.push_str("<a class=\"skip\" href=\"#text\">跳到正文</a>\n");
        if let Some(mark) = self.document.mark {
            push(page, format_args!("<header class=\"mark\"><p>{}</p></header>\n", mark.text()));
        }
        page.push_str("<main>\n<article>\n");
        // The web page has contents of its own, with links for pages.
        let has_contents = |section: &&Section| {
            section.blocks.iter().any(|block| matches!(block, Block::Contents(_)))
        };
        let before = self.document.sections.iter().take_while(has_contents).count();
        let sections = &self.document.sections[before..];
        let first = sections.first().map_or(&[][..], |section| &section.blocks);
        let (opening, rest) = first.split_at(first.iter().take_while(|b| opens(b)).count());
        if !opening.is_empty() {
            page.push_str("<header>\n");
            self.push_blocks(page, 0, opening);
            page.push_str("</header>\n");
        }
        push_contents(page, self.document);
        page.push_str("<div class=\"text\" id=\"text\" tabindex=\"-1\">\n");
        for (index, section) in sections.iter().enumerate() {
            let blocks = if index == 0 { rest } else { &section.blocks };
            self.push_section(page, index, section, blocks);
        }
        page.push_str("</div>\n</article>\n</main>\n");
    }

    /// Appends `blocks`, the text of `section`; the only section is the text itself.
    fn push_section(
        &mut self,
        page: &mut String,
        index: usize,
        section: &Section,
        blocks: &[Block],
    ) {
        let upright = section.orientation == Orientation::Portrait;
        if self.document.sections.len() == 1 && upright {
            self.push_blocks(page, index, blocks);
            return;
        }
        let turned = if upright { "" } else { " landscape" };
        push(page, format_args!("<div class=\"sheet{turned}\">\n"));
        self.push_blocks(page, index, blocks);
        page.push_str("</div>\n");
    }

    /// Appends `blocks` of the section with index `section`.
    fn push_blocks(&mut self, page: &mut String, section: usize, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(runs) => {
                    let level = self.levels.title(section);
                    push_element(page, &format!("h{level}"), " class=\"title\"", runs);
                }
                Block::Heading(heading) => self.push_heading(page, heading),
                Block::Paragraph(paragraph) => self.push_paragraph(page, paragraph),
                Block::Table(table) => self.tables.push(page, table),
                Block::Chart(chart) => self.charts.push(page, chart),
                Block::Signature(signature) => push_signature(page, signature),
                Block::Contents(_) => {}
                Block::AttachmentList(list) => push_attachments(page, list),
                Block::AttachmentMark(mark) => {
                    push(page, format_args!("<p class=\"attachment\">{}</p>\n", mark.label()));
                }
            }
        }
    }

    /// Appends a heading on a line of its own, to which the contents lead.
    fn push_heading(&mut self, page: &mut String, heading: &Heading) {
        let level = self.levels.heading(heading.number.level);
        let class = class(heading.number.level);
        let anchor = anchor(self.headings);
        self.headings += 1;
        push(page, format_args!("<h{level} class=\"{class}\" id=\"{anchor}\">"));
        push_numbered(page, heading.number, &heading.runs);
        push(page, format_args!("</h{level}>\n"));
    }

    /// Appends a paragraph; a lead is a heading that the paragraph runs on from.
    fn push_paragraph(&mut self, page: &mut String, paragraph: &Paragraph) {
        let Paragraph { role, lead, runs } = paragraph;
        let Some(lead) = lead else {
            let attributes = match role {
                ParagraphRole::Body => "",
                ParagraphRole::Issuer => " class=\"issuer\"",
            };
            push_element(page, "p", attributes, runs);
            return;
        };
        let level = self.levels.heading(lead.number.level);
        let class = class(lead.number.level);
        push(page, format_args!("<div class=\"run-in\"><h{level} class=\"{class}\">"));
        push_numbered(page, lead.number, &lead.runs);
        push(page, format_args!("</h{level}>"));
        if !runs.is_empty() {
            page.push_str("<p>");
            push_runs(page, runs);
            page.push_str("</p>");
        }
        page.push_str("</div>\n");
    }
}

/// Returns whether `block` belongs to what opens a document: the issuer and the title.
fn opens(block: &Block) -> bool {
    match block {
        Block::Title(_) => true,
        Block::Paragraph(paragraph) => paragraph.role == ParagraphRole::Issuer,
        Block::Heading(_)
        | Block::Table(_)
        | Block::Chart(_)
        | Block::Signature(_)
        | Block::Contents(_)
        | Block::AttachmentList(_)
        | Block::AttachmentMark(_) => false,
    }
}

/// Returns the class of a heading, by which it is set whatever its level on the page.
const fn class(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::One => "one",
        HeadingLevel::Two => "two",
        HeadingLevel::Three => "three",
        HeadingLevel::Four => "four",
    }
}

/// Appends `runs` in an element.
fn push_element(page: &mut String, element: &str, attributes: &str, runs: &[Run]) {
    push(page, format_args!("<{element}{attributes}>"));
    push_runs(page, runs);
    push(page, format_args!("</{element}>\n"));
}

/// Appends the names of the attachments.
fn push_attachments(page: &mut String, list: &AttachmentList) {
    for (label, name) in list.lines() {
        push(page, format_args!("<p>{label}{}</p>\n", escaped(name)));
    }
}

/// Appends the signature and the date.
fn push_signature(page: &mut String, signature: &Signature) {
    let class = match signature.seal {
        Seal::Without => "signature",
        Seal::With => "signature sealed",
    };
    push(page, format_args!("<footer class=\"{class}\">\n"));
    push_element(page, "p", "", &signature.name);
    push_element(page, "p", "", &signature.date);
    page.push_str("</footer>\n");
}
