//! The body: sections and blocks in reading order, written one at a time.

use std::io::Write;

use docx_rs::BuildXML;

use crate::document::{
    Block, Change, Document, Orientation, Paragraph, ParagraphRole, Run, Section,
};
use crate::layout::title::line_pitch;

use super::chart::Charts;
use super::conform::{Addition, Conformer};
use super::measures::{Measures, Twips};
use super::paragraph_mark::marks;
use super::pattern::{BLANK, Pattern, has_text, is_one_text};
use super::revision::Revision;
use super::styles::StyleId;
use super::title::TitlePage;
use super::volume::{self, Bookmarks};
use super::{DocxError, chart, paragraph, section, signature, table, title};

/// The start of the body, up to the namespaces.
const OPENING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);
const CLOSING: &str = "</w:body></w:document>";

/// Writes the body of `document` to `output`.
///
/// Blocks, and the rows of tables, go out one by one, so that a table of ten thousand rows needs no
/// more memory than its own text.
pub(super) fn write(
    document: &Document,
    has_charts: bool,
    measures: &Measures,
    output: impl Write,
) -> Result<(), DocxError> {
    let mut sink = Sink { conformer: Conformer::default(), buffer: Vec::new(), output };
    let revision = Revision::new(&document.metadata);
    let bookmarks = Bookmarks::of(document);
    let prose =
        sink.pattern(&paragraph::prose(None, &[Run::text(BLANK)], Change::Unchanged, &revision))?;
    let body = Body { document, measures, revision, bookmarks, prose };
    let mut charts = Charts::default();
    sink.write_raw(OPENING);
    if has_charts {
        sink.write_raw(chart::NAMESPACES);
    }
    sink.write_raw("><w:body>");
    let (last, earlier) = match document.sections.split_last() {
        Some((last, earlier)) => (last, earlier),
        None => {
            (const { &Section { orientation: Orientation::Portrait, blocks: Vec::new() } }, &[][..])
        }
    };
    for (index, section) in earlier.iter().enumerate() {
        let property = sink.section_property(document, measures, section.orientation)?;
        body.section((index, section), &property, &mut charts, &mut sink)?;
    }
    body.section((earlier.len(), last), "", &mut charts, &mut sink)?;
    let property = sink.section_property(document, measures, last.orientation)?;
    sink.buffer.extend_from_slice(property.as_bytes());
    sink.buffer.extend_from_slice(CLOSING.as_bytes());
    sink.flush()
}

/// Where conforming fragments go.
pub(super) struct Sink<W> {
    conformer: Conformer,
    buffer: Vec<u8>,
    output: W,
}

impl<W: Write> Sink<W> {
    /// Writes what docx-rs makes of `element`, with `additions` put in.
    pub(super) fn write(
        &mut self,
        element: &impl BuildXML,
        additions: &[Addition<'_>],
    ) -> Result<(), DocxError> {
        self.conformer.append(&element.build(), additions, &mut self.buffer)?;
        self.flush_if_long()
    }

    /// Writes what docx-rs makes of `element` but for its `end_tag`, so that more can follow inside.
    pub(super) fn write_open(
        &mut self,
        element: &impl BuildXML,
        additions: &[Addition<'_>],
        end_tag: &str,
    ) -> Result<(), DocxError> {
        self.conformer.append(&element.build(), additions, &mut self.buffer)?;
        let content = self.buffer.len().saturating_sub(end_tag.len());
        self.buffer.truncate(content);
        Ok(())
    }

    /// Returns the pattern that docx-rs makes of `element`, which has a blank for each text.
    pub(super) fn pattern(&mut self, element: &impl BuildXML) -> Result<Pattern, DocxError> {
        Ok(Pattern::of(&self.conforming(element)?))
    }

    /// Returns what docx-rs makes of `element`, made to conform.
    fn conforming(&mut self, element: &impl BuildXML) -> Result<Vec<u8>, DocxError> {
        let mut xml = Vec::new();
        self.conformer.append(&element.build(), &[], &mut xml)?;
        Ok(xml)
    }

    /// Writes `pattern` filled with `texts`, each of which some runs are.
    pub(super) fn fill<'a>(
        &mut self,
        pattern: &Pattern,
        texts: impl IntoIterator<Item = &'a [Run]>,
    ) -> Result<(), DocxError> {
        pattern.fill(texts, &mut self.buffer);
        self.flush_if_long()
    }

    /// Writes `xml`, made to conform.
    pub(super) fn write_conforming(&mut self, xml: &str) -> Result<(), DocxError> {
        self.conformer.append(xml.as_bytes(), &[], &mut self.buffer)
    }

    /// Writes `xml` as it stands.
    pub(super) fn write_raw(&mut self, xml: &str) {
        self.buffer.extend_from_slice(xml.as_bytes());
    }

    /// Returns the conforming properties of a section with `orientation`.
    fn section_property(
        &mut self,
        document: &Document,
        measures: &Measures,
        orientation: Orientation,
    ) -> Result<String, DocxError> {
        let property = section::property(measures, orientation, document.mark);
        Ok(String::from_utf8_lossy(&self.conforming(&property)?).into_owned())
    }

    /// Hands the buffered fragments on once there are many.
    fn flush_if_long(&mut self) -> Result<(), DocxError> {
        if self.buffer.len() < FLUSH_AT { Ok(()) } else { self.flush() }
    }

    /// Hands the buffered fragments on.
    fn flush(&mut self) -> Result<(), DocxError> {
        self.output.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// How many bytes are gathered before they are handed to the compressor.
const FLUSH_AT: usize = 1 << 16;

/// The document that is being written.
struct Body<'a> {
    document: &'a Document,
    measures: &'a Measures,
    revision: Revision,
    bookmarks: Bookmarks,
    /// Paragraphs of prose that are plain text, as most are.
    prose: Pattern,
}

impl Body<'_> {
    /// Writes the blocks of `section`; its last paragraph carries `property`, unless that is empty.
    fn section<W: Write>(
        &self,
        (number, section): (usize, &Section),
        property: &str,
        charts: &mut Charts,
        sink: &mut Sink<W>,
    ) -> Result<(), DocxError> {
        let ending = [Addition { parent: "w:pPr", child: "w:sectPr", xml: property }];
        let width = self.measures.text_width(section.orientation);
        let styles = &self.document.page.styles;
        let title_page = TitlePage {
            profile: &self.document.page,
            orientation: section.orientation,
            measures: self.measures,
            name: &self.document.metadata.author,
        };
        let marks = marks(section, property.is_empty());
        let mut blocks = section.blocks.iter().enumerate().peekable();
        while let Some((index, block)) = blocks.next() {
            let next = blocks.peek().map(|(_, next)| *next);
            let ending = if next.is_none() && !property.is_empty() { &ending[..] } else { &[] };
            let place = (number, index);
            self.bookmarks.open(place, sink);
            let before_signature = matches!(next, Some(Block::Signature(_)));
            match block {
                Block::Title(runs) => {
                    let paragraph = paragraph::plain(StyleId::Title, runs, &self.revision);
                    let pitch = Twips::nearest(line_pitch(styles.title.size));
                    let set = title::set(paragraph, runs, styles.title, (pitch, 1), title_page);
                    sink.write(&set, ending)?;
                }
                Block::Heading(heading) => {
                    sink.write(&paragraph::heading(heading, &self.revision), ending)?;
                }
                Block::Paragraph(prose)
                    if ending.is_empty()
                        && !before_signature
                        && marks[index] == Change::Unchanged
                        && is_plain(prose) =>
                {
                    sink.fill(&self.prose, [prose.runs.as_slice()])?;
                }
                Block::Paragraph(prose) => {
                    let written = match prose.role {
                        ParagraphRole::Body => {
                            let mark = marks[index];
                            let lead = prose.lead.as_ref();
                            paragraph::prose(lead, &prose.runs, mark, &self.revision)
                        }
                        ParagraphRole::Issuer => {
                            let runs = &prose.runs;
                            let paragraph = paragraph::plain(StyleId::Issuer, runs, &self.revision);
                            let pitch = self.measures.line_pitch;
                            title::set(paragraph, runs, styles.issuer, (pitch, 0), title_page)
                        }
                    };
                    // A page never holds a signature without text above it.
                    let written = if before_signature { written.keep_next(true) } else { written };
                    sink.write(&written, ending)?;
                }
                Block::Table(table) => {
                    let width = self.measures.text_length(section.orientation);
                    table::write(table, &self.document.page, width, &self.revision, sink)?;
                    // Word joins a table to one that follows at once, and ends no section with one.
                    match next {
                        Some(Block::Table(next)) if next.caption.is_empty() => {
                            self.blank(StyleId::TableCaption, &[], sink)?;
                        }
                        Some(_) => {}
                        None => self.blank(StyleId::Separator, ending, sink)?,
                    }
                }
                Block::Chart(chart) => {
                    let (page, revision) = (&self.document.page, &self.revision);
                    let width = self.measures.text_length(section.orientation);
                    charts.write(chart, page, width, revision, ending, sink)?;
                }
                Block::Contents(contents) => {
                    volume::contents(contents, sink);
                    // A section ends outside the field, which would take in its footers.
                    if next.is_none() {
                        self.blank(StyleId::Separator, ending, sink)?;
                    }
                }
                Block::AttachmentList(list) => {
                    let (size, measures) = (styles.body.size, self.measures);
                    let revision = &self.revision;
                    volume::attachment_list(list, size, measures, revision, ending, sink)?;
                }
                Block::AttachmentMark(mark) => volume::attachment_mark(mark, sink),
                Block::Signature(signature) => {
                    let size = styles.signature.size;
                    signature::write(
                        signature,
                        size,
                        width,
                        self.measures,
                        &self.revision,
                        ending,
                        sink,
                    )?;
                }
            }
            self.bookmarks.close(place, sink);
        }
        if section.blocks.is_empty() {
            self.blank(StyleId::Body, if property.is_empty() { &[] } else { &ending }, sink)?;
        }
        Ok(())
    }

    /// Writes a paragraph without text in `style`.
    fn blank<W: Write>(
        &self,
        style: StyleId,
        additions: &[Addition<'_>],
        sink: &mut Sink<W>,
    ) -> Result<(), DocxError> {
        sink.write(&paragraph::plain(style, &[], &self.revision), additions)
    }
}

/// Returns whether `paragraph` is prose that is one text, neither changed nor bold.
fn is_plain(paragraph: &Paragraph) -> bool {
    let Paragraph { role, lead, runs } = paragraph;
    let is_light = runs.iter().all(|run| !run.strong);
    let is_text = has_text(runs) && is_light && is_one_text(runs);
    *role == ParagraphRole::Body && lead.is_none() && is_text
}
