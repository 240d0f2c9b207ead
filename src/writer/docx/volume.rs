//! What a bound volume adds: contents as a field whose entries have their pages already, bookmarks
//! that it leads to, the list of attachments and the mark of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use docx_rs::{LineSpacing, Paragraph, SpecialIndentType};

use crate::document::{
    AttachmentList, AttachmentMark, Contents, ContentsEntry, Document, Length, Run,
};

use super::DocxError;
use super::body::Sink;
use super::conform::Addition;
use super::measures::{Measures, Twips};
use super::paragraph;
use super::revision::Revision;
use super::styles::StyleId;
use super::text::{escaped, printable};
use super::text_width::{QuarterEms, estimate};

/// The field: headings of levels one and two and the entries that attachments bring (`TC`), with
/// links.
const FIELD: &str = r#" TOC \o "1-2" \h \z \f A "#;

/// The identity by which entries of attachments belong to the contents.
const ENTRIES: &str = "A";

/// The bookmarks of a document's contents, by section and block.
pub(super) struct Bookmarks(BTreeMap<(usize, usize), usize>);

impl Bookmarks {
    /// Returns the bookmarks that the contents of `document` lead to.
    pub(super) fn of(document: &Document) -> Self {
        let entries = document.contents().into_iter().flat_map(|contents| &contents.entries);
        Self((1..).zip(entries).map(|(number, e)| ((e.section, e.block), number)).collect())
    }

    /// Writes the start of the bookmark of the block at `place`, where it has one.
    pub(super) fn open<W: Write>(&self, place: (usize, usize), sink: &mut Sink<W>) {
        if let Some(number) = self.0.get(&place) {
            let name = bookmark(*number);
            sink.write_raw(&format!(r#"<w:bookmarkStart w:id="{number}" w:name="{name}"/>"#));
        }
    }

    /// Writes the end of the bookmark of the block at `place`.
    pub(super) fn close<W: Write>(&self, place: (usize, usize), sink: &mut Sink<W>) {
        if let Some(number) = self.0.get(&place) {
            sink.write_raw(&format!(r#"<w:bookmarkEnd w:id="{number}"/>"#));
        }
    }
}

/// Returns the name of the bookmark that entry `number`, from 1, leads to; Word hides such names.
fn bookmark(number: usize) -> String {
    format!("_Toc{number:06}")
}

/// Writes `contents`, a paragraph an entry.
pub(super) fn contents<W: Write>(contents: &Contents, sink: &mut Sink<W>) {
    let count = contents.entries.len();
    for (number, entry) in (1..).zip(&contents.entries) {
        let style = StyleId::Contents(entry.depth).id();
        let mut xml = format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
        if number == 1 {
            xml.push_str(r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#);
            push_instruction(&mut xml, FIELD);
            xml.push_str(r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#);
        }
        push_entry(&mut xml, number, entry);
        if number == count {
            xml.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
        }
        xml.push_str("</w:p>");
        sink.write_raw(&xml);
    }
}

/// Appends the link of an entry: its words, a tab with dots, and the page as a field.
fn push_entry(xml: &mut String, number: usize, entry: &ContentsEntry) {
    const EAST_ASIAN: &str = r#"<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>"#;
    let name = bookmark(number);
    let words = escaped(&entry.text);
    let page = entry.page.unwrap_or_default();
    let written = write!(
        xml,
        concat!(
            r#"<w:hyperlink w:anchor="{name}" w:history="1">"#,
            r#"<w:r>{hint}<w:t xml:space="preserve">{words}</w:t></w:r>"#,
            r#"<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
        ),
        name = name,
        hint = EAST_ASIAN,
        words = words,
    );
    debug_assert!(written.is_ok(), "a string takes everything");
    push_instruction(xml, &format!(r" PAGEREF {name} \h "));
    let written = write!(
        xml,
        concat!(
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>"#,
        ),
        page = page,
    );
    debug_assert!(written.is_ok(), "a string takes everything");
}

fn push_instruction(xml: &mut String, instruction: &str) {
    xml.push_str(r#"<w:r><w:instrText xml:space="preserve">"#);
    xml.push_str(&escaped(instruction));
    xml.push_str("</w:instrText></w:r>");
}

/// Writes the mark at the head of an attachment, and its entry for the contents, which shows nothing
/// here.
pub(super) fn attachment_mark<W: Write>(mark: &AttachmentMark, sink: &mut Sink<W>) {
    let style = StyleId::AttachmentMark.id();
    let mut xml = format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
    // A quotation mark would end the entry.
    let entry = mark.entry().replace(['"', '\\'], "”");
    xml.push_str(r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#);
    push_instruction(&mut xml, &format!(r#" TC "{entry}" \f {ENTRIES} \l "1" "#));
    xml.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
    xml.push_str(r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>"#);
    xml.push_str(&escaped(&mark.label()));
    xml.push_str("</w:t></w:r></w:p>");
    sink.write_raw(&xml);
}

/// Writes the list of attachments: the numbers one below the other, a name's further lines below its
/// first character (GB/T 9704-2012, 7.3.4).
pub(super) fn attachment_list<W: Write>(
    list: &AttachmentList,
    size: Length,
    measures: &Measures,
    revision: &Revision,
    ending: &[Addition<'_>],
    sink: &mut Sink<W>,
) -> Result<(), DocxError> {
    let measure = |text: &str| {
        let runs = [Run::text(text)];
        Twips::nearest(estimate(&runs, QuarterEms::default()).whole.at(size))
    };
    let two = Twips::nearest(size * 2);
    let opening = measure(AttachmentList::OPENING);
    let count = list.names.len();
    for (index, (label, name)) in list.lines().enumerate() {
        let first = if index == 0 { two } else { two + opening };
        let left = first + measure(&label);
        let runs = [Run::text(printable(&format!("{label}{name}")))];
        let line = paragraph::plain(StyleId::AttachmentList, &runs, revision);
        let hanging = Some(SpecialIndentType::Hanging((left - first).signed()));
        let line = line.indent(Some(left.signed()), hanging, None, None);
        let line = if index == 0 { blank_before(line, measures) } else { line };
        sink.write(&line, if index + 1 == count { ending } else { &[] })?;
    }
    Ok(())
}

fn blank_before(paragraph: Paragraph, measures: &Measures) -> Paragraph {
    paragraph.line_spacing(LineSpacing::new().before(measures.line_pitch.unsigned()))
}
