//! The readable form of a document: metadata, roles, numbers, tables, and every figure by name.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    Alignment, Bar, Block, Cell, Change, Chart, Document, Heading, HeadingLevel, Number,
    Orientation, Paragraph, ParagraphRole, Row, Run, Seal, Signature, Table,
};

impl Document {
    /// Returns the document as text that shows everything the model holds but the page's measures.
    ///
    /// A block is a line that opens with its markup's name. A quoted figure is ⟦name=text⟧, bold
    /// text **…**, inserted text {+…+} and deleted text {-…-}, which rows that come or go whole have
    /// before their first cell. A cell that spans columns or rows
    /// says ×columns or ↓rows after its text; `<`, `=` and `>` before it tell how it stands. A bar of
    /// a chart has its length in brackets, unless it has none.
    pub fn dump(&self) -> String {
        self.to_string()
    }
}

impl Display for Document {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "title: {}", self.metadata.title)?;
        writeln!(f, "author: {}", self.metadata.author)?;
        writeln!(f, "date: {}", self.metadata.date)?;
        if let Some(mark) = self.mark {
            writeln!(f, "mark: {}", mark.text())?;
        }
        for section in &self.sections {
            let orientation = match section.orientation {
                Orientation::Portrait => "portrait",
                Orientation::Landscape => "landscape",
            };
            writeln!(f, "\nsection {orientation}")?;
            for block in &section.blocks {
                write_block(f, block)?;
            }
        }
        Ok(())
    }
}

/// Writes one block, its last line closed.
fn write_block(f: &mut Formatter<'_>, block: &Block) -> fmt::Result {
    match block {
        Block::Title(runs) => writeln!(f, "h1 {}", Runs(runs)),
        Block::Heading(Heading { number, runs }) => {
            writeln!(f, "{} {} {}", element(number.level), Label(*number, runs), Runs(runs))
        }
        Block::Paragraph(Paragraph { role, lead, runs }) => {
            let name = match role {
                ParagraphRole::Body => "p",
                ParagraphRole::Issuer => "p.issuer",
            };
            f.write_str(name)?;
            if let Some(lead) = lead {
                let element = element(lead.number.level);
                let label = Label(lead.number, &lead.runs);
                write!(f, " [{element} {label} {}]", Runs(&lead.runs))?;
            }
            if !runs.is_empty() {
                write!(f, " {}", Runs(runs))?;
            }
            f.write_char('\n')
        }
        Block::Table(table) => write_table(f, table),
        Block::Chart(chart) => write_chart(f, chart),
        Block::Signature(Signature { name, date, seal }) => {
            let element = match seal {
                Seal::Without => "footer",
                Seal::With => "footer.with-seal",
            };
            writeln!(f, "{element} {} / {}", Runs(name), Runs(date))
        }
        Block::Contents(contents) => {
            writeln!(f, "contents")?;
            contents.entries.iter().try_for_each(|entry| {
                let page = entry.page.map_or_else(|| "?".to_owned(), |page| page.to_string());
                writeln!(f, "  {} {} … {page}", entry.depth, entry.text)
            })
        }
        Block::AttachmentList(list) => {
            writeln!(f, "attachments")?;
            list.lines().try_for_each(|(label, name)| writeln!(f, "  {label}{name}"))
        }
        Block::AttachmentMark(mark) => writeln!(f, "attachment {}", mark.entry()),
    }
}

/// Writes a table: its caption and description, then a line for each row.
fn write_table(f: &mut Formatter<'_>, table: &Table) -> fmt::Result {
    let Table { caption, description, columns, head, body } = table;
    writeln!(f, "table {}", Runs(caption))?;
    writeln!(f, "  description {description}")?;
    f.write_str("  columns ")?;
    for column in columns {
        f.write_char(mark(column.alignment))?;
        if let Some(share) = column.share {
            write!(f, "{share}")?;
        }
    }
    f.write_char('\n')?;
    for (name, rows) in [("head", head), ("body", body)] {
        for row in rows {
            write_row(f, name, row)?;
        }
    }
    Ok(())
}

/// Writes a chart: its title, then a line for each bar.
fn write_chart(f: &mut Formatter<'_>, chart: &Chart) -> fmt::Result {
    let Chart { title, bars, change } = chart;
    writeln!(f, "chart{} {title}", whole(*change))?;
    for Bar { label, value, length } in bars {
        write!(f, "  bar {label} ")?;
        if let Some(length) = length {
            write!(f, "[{length}] ")?;
        }
        writeln!(f, "{}", Runs(value))?;
    }
    Ok(())
}

/// Writes one row of a table.
fn write_row(f: &mut Formatter<'_>, name: &str, row: &Row) -> fmt::Result {
    write!(f, "  {name}{} |", whole(row.change))?;
    for Cell { runs, alignment, column_span, row_span, header } in &row.cells {
        let header = if *header { "#" } else { "" };
        write!(f, " {}{header}{}", mark(*alignment), Runs(runs))?;
        if *column_span > 1 {
            write!(f, "×{column_span}")?;
        }
        if *row_span > 1 {
            write!(f, "↓{row_span}")?;
        }
        f.write_str(" |")?;
    }
    f.write_char('\n')
}

/// Returns the mark of what comes or goes whole.
const fn whole(change: Change) -> &'static str {
    match change {
        Change::Unchanged => "",
        Change::Inserted => "{+}",
        Change::Deleted => "{-}",
    }
}

/// Returns the markup's name of a heading of `level`.
const fn element(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::One => "h2",
        HeadingLevel::Two => "h3",
        HeadingLevel::Three => "h4",
        HeadingLevel::Four => "h5",
    }
}

/// Returns the mark of an alignment.
const fn mark(alignment: Alignment) -> char {
    match alignment {
        Alignment::Left => '<',
        Alignment::Centre => '=',
        Alignment::Right => '>',
    }
}

/// The label of a heading with these runs, as the dump shows it.
struct Label<'a>(Number, &'a [Run]);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(number, runs) = *self;
        Runs(&number.label_runs(Change::covering(runs))).fmt(f)
    }
}

/// Runs as the dump shows them.
struct Runs<'a>(&'a [Run]);

impl Display for Runs<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Run { text, figure, strong, change } in self.0 {
            let (open, close) = match change {
                Change::Unchanged => ("", ""),
                Change::Inserted => ("{+", "+}"),
                Change::Deleted => ("{-", "-}"),
            };
            let bold = if *strong { "**" } else { "" };
            match figure {
                Some(name) => write!(f, "{open}{bold}⟦{name}={text}⟧{bold}{close}")?,
                None => write!(f, "{open}{bold}{text}{bold}{close}")?,
            }
        }
        Ok(())
    }
}
