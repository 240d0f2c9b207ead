//! The plain text of a document: what a reader of any output format gets by copying it.

use super::{Block, Change, Document, Number, Row, Run};

impl Document {
    /// Returns the document's text, a line for each block and table row.
    ///
    /// Heading labels are part of it, the cells of a row are parted by tabs, and what a comparison
    /// marks as taken out is not there: the text is that of the version with every change accepted.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        for block in blocks.filter(|block| block.change() != Change::Deleted) {
            push_block(&mut text, block);
        }
        text
    }
}

/// Appends the text of `block`, each line closed by a line feed.
fn push_block(text: &mut String, block: &Block) {
    match block {
        Block::Title(runs) => push_runs(text, runs),
        Block::Heading(heading) => {
            push_numbered(text, heading.number, &heading.runs);
        }
        Block::Paragraph(paragraph) => {
            if let Some(lead) = &paragraph.lead {
                push_numbered(text, lead.number, &lead.runs);
            }
            push_runs(text, &paragraph.runs);
        }
        Block::Table(table) => {
            if !table.caption.is_empty() && Change::covering(&table.caption) != Change::Deleted {
                push_runs(text, &table.caption);
                text.push('\n');
            }
            let rows = table.head.iter().chain(&table.body);
            for row in rows.filter(|row| row.change != Change::Deleted) {
                push_row(text, row);
            }
            return;
        }
        Block::Chart(chart) => {
            for bar in &chart.bars {
                text.push_str(&bar.label);
                text.push('\t');
                push_runs(text, &bar.value);
                text.push('\n');
            }
            text.push_str(&chart.title);
        }
        Block::Signature(signature) => {
            push_runs(text, &signature.name);
            text.push('\n');
            push_runs(text, &signature.date);
        }
        Block::Contents(contents) => {
            for entry in &contents.entries {
                text.push_str(&entry.text);
                if let Some(page) = entry.page {
                    text.push('\t');
                    text.push_str(&page.to_string());
                }
                text.push('\n');
            }
            return;
        }
        Block::AttachmentList(list) => {
            for (label, name) in list.lines() {
                text.push_str(&label);
                text.push_str(name);
                text.push('\n');
            }
            return;
        }
        Block::AttachmentMark(mark) => text.push_str(&mark.label()),
    }
    text.push('\n');
}

/// Appends a heading and its label, unless the heading was taken out.
fn push_numbered(text: &mut String, number: Number, runs: &[Run]) {
    if Change::covering(runs) != Change::Deleted {
        text.push_str(&number.label());
        push_runs(text, runs);
    }
}

/// Appends a row of a table and a line feed.
fn push_row(text: &mut String, row: &Row) {
    for (index, cell) in row.cells.iter().enumerate() {
        if index > 0 {
            text.push('\t');
        }
        push_runs(text, &cell.runs);
    }
    text.push('\n');
}

/// Appends the text of `runs` without what was taken out.
fn push_runs(text: &mut String, runs: &[Run]) {
    for run in runs.iter().filter(|run| run.change != Change::Deleted) {
        text.push_str(&run.text);
    }
}
