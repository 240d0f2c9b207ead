//! The two versions in a compared document: what accepting or rejecting every change leaves.

use super::{
    Block, Change, Chart, Document, Heading, Lead, Number, Paragraph, Row, Run, Section, Table,
};

impl Document {
    /// Returns the newer version: what was inserted stays, what was deleted is gone.
    #[must_use]
    pub fn accepted(&self) -> Self {
        self.without(Change::Deleted)
    }

    /// Returns the older version: what was deleted stays, what was inserted is gone.
    ///
    /// Headings have their former numbers. What text does not show, such as the alignment of a
    /// cell that stands in both versions, is the newer version's.
    #[must_use]
    pub fn rejected(&self) -> Self {
        self.without(Change::Inserted)
    }

    /// Returns whether anything in the document is marked as inserted or deleted.
    pub fn has_changes(&self) -> bool {
        let unchanged = |runs: &[Run]| runs.iter().all(|run| run.change == Change::Unchanged);
        let same_number = |number: Number| number.former_ordinal.is_none();
        let mut blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.any(|block| !match block {
            Block::Title(runs) => unchanged(runs),
            Block::Heading(heading) => same_number(heading.number) && unchanged(&heading.runs),
            Block::Paragraph(Paragraph { lead, runs, .. }) => {
                let lead = lead.as_ref();
                unchanged(runs)
                    && lead.is_none_or(|lead| same_number(lead.number) && unchanged(&lead.runs))
            }
            Block::Table(table) => {
                let mut rows = table.head.iter().chain(&table.body);
                unchanged(&table.caption)
                    && rows.all(|row| {
                        row.change == Change::Unchanged
                            && row.cells.iter().all(|cell| unchanged(&cell.runs))
                    })
            }
            Block::Chart(chart) => chart.change == Change::Unchanged,
            Block::Signature(signature) => unchanged(&signature.name) && unchanged(&signature.date),
            Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => true,
        })
    }

    fn without(&self, dropped: Change) -> Self {
        let sections = self.sections.iter().filter_map(|section| {
            let kept = section.blocks.iter().filter_map(|block| without(block, dropped));
            let blocks: Vec<Block> = kept.collect();
            let emptied = blocks.is_empty() && !section.blocks.is_empty();
            (!emptied).then_some(Section { orientation: section.orientation, blocks })
        });
        Self {
            metadata: self.metadata.clone(),
            mark: self.mark,
            page: self.page.clone(),
            sections: sections.collect(),
        }
    }
}

impl Block {
    /// Returns the change that covers the whole block, or [`Change::Unchanged`] when part of it
    /// stands in both versions or it shows nothing.
    pub fn change(&self) -> Change {
        match self {
            Self::Title(runs) => Change::covering(runs),
            Self::Heading(heading) => Change::covering(&heading.runs),
            Self::Paragraph(paragraph) => Change::covering(paragraph.all_runs()),
            Self::Table(table) => table.change(),
            Self::Chart(chart) => chart.change,
            Self::Signature(signature) => {
                Change::covering(signature.name.iter().chain(&signature.date))
            }
            Self::Contents(_) | Self::AttachmentList(_) | Self::AttachmentMark(_) => {
                Change::Unchanged
            }
        }
    }
}

impl Table {
    /// Returns the change that covers every row and the caption, as [`Block::change`] does.
    pub fn change(&self) -> Change {
        let rows = self.head.iter().chain(&self.body).map(|row| row.change);
        common(rows.chain(self.caption.iter().map(|run| run.change)))
    }
}

impl Paragraph {
    /// Returns the runs of the lead and those after it.
    pub fn all_runs(&self) -> impl Iterator<Item = &Run> {
        self.lead.iter().flat_map(|lead| &lead.runs).chain(&self.runs)
    }
}

impl Change {
    /// Returns the change that all of `runs` have; no runs, or runs that differ, are unchanged.
    pub fn covering<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Self {
        common(runs.into_iter().map(|run| run.change))
    }
}

/// Returns the change that all of `changes` are.
fn common(mut changes: impl Iterator<Item = Change>) -> Change {
    let Some(first) = changes.next() else { return Change::Unchanged };
    if changes.all(|change| change == first) { first } else { Change::Unchanged }
}

/// Returns what is left of `block`, or `None` when it goes whole.
fn without(block: &Block, dropped: Change) -> Option<Block> {
    if block.change() == dropped {
        return None;
    }
    Some(match block {
        Block::Title(runs) => Block::Title(kept(runs, dropped)),
        Block::Heading(Heading { number, runs }) => {
            Block::Heading(Heading { number: of(*number, dropped), runs: kept(runs, dropped) })
        }
        Block::Paragraph(Paragraph { role, lead, runs }) => {
            let lead = lead.as_ref().filter(|lead| Change::covering(&lead.runs) != dropped);
            let lead = lead.map(|Lead { number, runs }| Lead {
                number: of(*number, dropped),
                runs: kept(runs, dropped),
            });
            Block::Paragraph(Paragraph { role: *role, lead, runs: kept(runs, dropped) })
        }
        Block::Table(table) => Block::Table(Table {
            caption: kept(&table.caption, dropped),
            description: table.description.clone(),
            columns: table.columns.clone(),
            head: rows(&table.head, dropped),
            body: rows(&table.body, dropped),
        }),
        Block::Chart(chart) => Block::Chart(Chart { change: Change::Unchanged, ..chart.clone() }),
        Block::Signature(signature) => Block::Signature(super::Signature {
            name: kept(&signature.name, dropped),
            date: kept(&signature.date, dropped),
            seal: signature.seal,
        }),
        Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => block.clone(),
    })
}

/// Returns the rows that are left; a cell over several rows covers those of them that are.
fn rows(rows: &[Row], dropped: Change) -> Vec<Row> {
    let is_kept = |row: &&Row| row.change != dropped;
    let left = rows.iter().enumerate().filter(|(_, row)| is_kept(row)).map(|(index, row)| {
        let cells = row.cells.iter().map(|cell| {
            let mut left = cell.clone();
            left.runs = kept(&cell.runs, dropped);
            if 1 < cell.row_span {
                let end =
                    index.saturating_add(usize::try_from(cell.row_span).unwrap_or(usize::MAX));
                let covered = &rows[index..end.min(rows.len())];
                let gone = covered.iter().filter(|row| !is_kept(row)).count();
                left.row_span -= u32::try_from(gone).unwrap_or(u32::MAX).min(cell.row_span - 1);
            }
            left
        });
        Row::new(cells.collect())
    });
    left.collect()
}

/// Returns the number that a heading has in the version without what is `dropped`.
fn of(number: Number, dropped: Change) -> Number {
    let former = number.former_ordinal.filter(|_| dropped == Change::Inserted);
    Number { ordinal: former.unwrap_or(number.ordinal), former_ordinal: None, ..number }
}

/// Returns `runs` without those that are `dropped`, words that meet joined into one run.
fn kept(runs: &[Run], dropped: Change) -> Vec<Run> {
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.iter().filter(|run| run.change != dropped) {
        match kept.last_mut() {
            Some(last)
                if last.figure.is_none() && run.figure.is_none() && last.strong == run.strong =>
            {
                last.text.push_str(&run.text);
            }
            _ => kept.push(Run { change: Change::Unchanged, ..run.clone() }),
        }
    }
    kept
}
