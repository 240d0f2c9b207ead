//! The plain text of a document: what a reader of any output format gets by copying it.

use super::{Block, Change, Document, Row, Run};

impl Document {
    /// Returns the document's text, a line for each block and table row.
    ///
    /// Heading labels are part of it, the cells of a row are parted by tabs, and text that a
    /// comparison marks as taken out is not there.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
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
            text.push_str(&heading.number.label());
            push_runs(text, &heading.runs);
        }
        Block::Paragraph(paragraph) => {
            if let Some(lead) = &paragraph.lead {
                text.push_str(&lead.number.label());
                push_runs(text, &lead.runs);
            }
            push_runs(text, &paragraph.runs);
        }
        Block::Table(table) => {
            if !table.caption.is_empty() {
                push_runs(text, &table.caption);
                text.push('\n');
            }
            for row in table.head.iter().chain(&table.body) {
                push_row(text, row);
            }
            return;
        }
        Block::Signature(signature) => {
            push_runs(text, &signature.name);
            text.push('\n');
            push_runs(text, &signature.date);
        }
    }
    text.push('\n');
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
