//! The conforming pass: what docx-rs writes, made to obey the schema.
//!
//! The pass is idempotent: a fragment that conforms leaves as it came, so a better docx-rs cannot
//! be broken by it. It runs over fragments as they are written, in one read each.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{DocxError, schema_order};

/// A child that docx-rs cannot write, put into every `parent` of a fragment at its place in the
/// schema's order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addition<'a> {
    /// The name of the property element, for example `w:trPr`.
    pub(super) parent: &'a str,
    /// The child's name, for example `w:tblHeader`.
    pub(super) child: &'a str,
    /// The child as XML.
    pub(super) xml: &'a str,
}

/// The pass, with the buffers and the numbering that last through one document.
#[derive(Debug, Default)]
pub(super) struct Conformer {
    frames: Vec<Frame>,
    children: Vec<Child>,
    sorted: Vec<u8>,
    revision: u32,
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    /// Where the start tag begins in the output.
    start: usize,
    /// Where the content begins in the output.
    content: usize,
    /// The order of the children, for property elements.
    order: Option<&'static [&'static str]>,
    /// Where this element's entries begin in `Conformer::children`.
    first_child: usize,
}

/// A child of a property element: its place in the schema's order, and where it begins.
#[derive(Clone, Copy, Debug)]
struct Child {
    rank: usize,
    start: usize,
}

impl Conformer {
    /// Appends `fragment` to `output`, conforming, with `additions` put in.
    ///
    /// - The children of property elements stand in schema order; empty property elements go.
    /// - Grid columns keep their width only; indents of nothing go; paragraph identities go.
    /// - Revisions are numbered from 1 through the document, not through the process.
    ///
    /// # Errors
    ///
    /// Returns [`DocxError::Fragment`] when `fragment` is not well-formed.
    pub(super) fn append(
        &mut self,
        fragment: &[u8],
        additions: &[Addition<'_>],
        output: &mut Vec<u8>,
    ) -> Result<(), DocxError> {
        let mut reader = Reader::from_reader(fragment);
        loop {
            match reader.read_event()? {
                Event::Start(element) => self.open(&element, output)?,
                Event::Empty(element) => {
                    self.open(&element, output)?;
                    self.close(element.name().as_ref(), additions, output);
                }
                Event::End(element) => self.close(element.name().as_ref(), additions, output),
                Event::Text(text) => output.extend_from_slice(&text),
                Event::GeneralRef(reference) => {
                    output.push(b'&');
                    output.extend_from_slice(&reference);
                    output.push(b';');
                }
                Event::Decl(declaration) => {
                    output.extend_from_slice(b"<?");
                    output.extend_from_slice(&declaration);
                    output.extend_from_slice(b"?>");
                }
                Event::Eof => return Ok(()),
                Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Writes the start tag of `element` and opens it.
    fn open(&mut self, element: &BytesStart<'_>, output: &mut Vec<u8>) -> Result<(), DocxError> {
        let name = element.name();
        let start = output.len();
        if let Some(order) = self.frames.last().and_then(|parent| parent.order) {
            self.children.push(Child { rank: schema_order::rank(order, name.as_ref()), start });
        }
        output.push(b'<');
        match name.as_ref() {
            b"w:p" | b"w:gridCol" | b"w:ind" | b"w:ins" | b"w:del" => {
                output.extend_from_slice(name.as_ref());
                self.attributes(element, output)?;
            }
            _ => output.extend_from_slice(element.trim_ascii_end()),
        }
        output.push(b'>');
        self.frames.push(Frame {
            start,
            content: output.len(),
            order: schema_order::children(name.as_ref()),
            first_child: self.children.len(),
        });
        Ok(())
    }

    /// Writes the attributes of an element that docx-rs gives attributes it must not have.
    fn attributes(
        &mut self,
        element: &BytesStart<'_>,
        output: &mut Vec<u8>,
    ) -> Result<(), DocxError> {
        let name = element.name();
        for attribute in element.attributes() {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let key = attribute.key.as_ref();
            let kept = match name.as_ref() {
                b"w:p" => !key.starts_with(b"w14:"),
                b"w:gridCol" => key == b"w:w",
                b"w:ind" => attribute.value.as_ref() != b"0",
                _ => true,
            };
            if !kept {
                continue;
            }
            output.push(b' ');
            output.extend_from_slice(key);
            output.extend_from_slice(b"=\"");
            if key == b"w:id" {
                self.revision += 1;
                output.extend_from_slice(self.revision.to_string().as_bytes());
            } else {
                output.extend_from_slice(&attribute.value);
            }
            output.push(b'"');
        }
        Ok(())
    }

    /// Closes the innermost element: puts in the additions, sorts its children, writes its end tag.
    fn close(&mut self, name: &[u8], additions: &[Addition<'_>], output: &mut Vec<u8>) {
        // The reader has refused end tags without a start tag.
        let Some(frame) = self.frames.pop() else { return };
        if let Some(order) = frame.order {
            for addition in additions.iter().filter(|addition| addition.parent.as_bytes() == name) {
                let rank = schema_order::rank(order, addition.child.as_bytes());
                self.children.push(Child { rank, start: output.len() });
                output.extend_from_slice(addition.xml.as_bytes());
            }
            self.sort(&frame, output);
        }
        let empty = output.len() == frame.content;
        let bare = frame.content - frame.start == name.len() + 2;
        if !empty {
            output.extend_from_slice(b"</");
            output.extend_from_slice(name);
            output.push(b'>');
        } else if bare && (frame.order.is_some() || name == b"w:ind") {
            output.truncate(frame.start);
            // What is gone has no place among its siblings either.
            self.children.pop_if(|child| child.start == frame.start);
        } else {
            output.pop();
            output.extend_from_slice(b"/>");
        }
    }

    /// Puts the children of `frame` into the order of their ranks, equal ranks as they came.
    fn sort(&mut self, frame: &Frame, output: &mut Vec<u8>) {
        let children = &mut self.children[frame.first_child..];
        if !children.is_sorted_by_key(|child| child.rank) {
            self.sorted.clear();
            let starts: Vec<usize> = children.iter().map(|child| child.start).collect();
            children.sort_by_key(|child| child.rank);
            for child in children {
                let next = starts.partition_point(|&start| start <= child.start);
                let end = starts.get(next).copied().unwrap_or(output.len());
                self.sorted.extend_from_slice(&output[child.start..end]);
            }
            output.truncate(frame.content);
            output.extend_from_slice(&self.sorted);
        }
        self.children.truncate(frame.first_child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conform(fragment: &str, additions: &[Addition<'_>]) -> String {
        let mut output = Vec::new();
        Conformer::default().append(fragment.as_bytes(), additions, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn properties_stand_in_schema_order_and_empty_ones_go() {
        let fragment = concat!(
            r#"<w:p w14:paraId="00000001"><w:pPr><w:rPr /><w:jc w:val="both" />"#,
            r#"<w:pStyle w:val="A" /><w:ind w:left="0" w:right="0" /></w:pPr>"#,
            r#"<w:r><w:rPr><w:sz w:val="2" /><w:rFonts w:hint="eastAsia" /></w:rPr>"#,
            r#"<w:t xml:space="preserve">a &amp; b</w:t></w:r></w:p>"#,
        );
        let conforming = concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="A"/><w:jc w:val="both"/></w:pPr>"#,
            r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="2"/></w:rPr>"#,
            r#"<w:t xml:space="preserve">a &amp; b</w:t></w:r></w:p>"#,
        );
        assert_eq!(conform(fragment, &[]), conforming);
        assert_eq!(conform(conforming, &[]), conforming);
    }

    #[test]
    fn what_conforms_leaves_as_it_came() {
        use docx_rs::{BuildXML, Paragraph, Run, RunFonts, Table, TableCell, TableRow, VMergeType};
        let run = Run::new().size(24).fonts(RunFonts::new().hint("eastAsia")).add_text("优 & “良”");
        let paragraph = Paragraph::new().style("Body").indent(None, None, Some(280), None);
        let paragraph = paragraph.keep_next(true).snap_to_grid(false).add_run(run.bold());
        let cell = TableCell::new().vertical_merge(VMergeType::Restart).grid_span(2);
        let row = TableRow::new(vec![cell.add_paragraph(paragraph)]).cant_split();
        let written = Table::new(vec![row]).set_grid(vec![100, 200]).indent(5).build();
        let once = conform(&String::from_utf8(written.clone()).unwrap(), &[]);
        assert_ne!(once.as_bytes(), written);
        assert_eq!(conform(&once, &[]), once);
    }

    #[test]
    fn additions_find_their_place() {
        let addition = Addition { parent: "w:trPr", child: "w:tblHeader", xml: "<w:tblHeader/>" };
        assert_eq!(
            conform(r"<w:tr><w:trPr><w:ins /><w:cantSplit /></w:trPr></w:tr>", &[addition]),
            r"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/><w:ins/></w:trPr></w:tr>"
        );
        assert_eq!(
            conform(r"<w:tr><w:trPr /></w:tr>", &[addition]),
            r"<w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr>"
        );
    }

    #[test]
    fn revisions_are_numbered_through_the_document() {
        assert_eq!(
            conform(r#"<w:ins w:id="74" w:author="a" /><w:del w:id="3" />"#, &[]),
            r#"<w:ins w:id="1" w:author="a"/><w:del w:id="2"/>"#
        );
    }

    #[test]
    fn references_stay_before_the_page_in_the_order_they_came() {
        assert_eq!(
            conform(
                concat!(
                    r#"<w:sectPr><w:pgSz w:w="1" /><w:footerReference w:type="default" />"#,
                    r#"<w:footerReference w:type="even" /></w:sectPr>"#
                ),
                &[]
            ),
            concat!(
                r#"<w:sectPr><w:footerReference w:type="default"/>"#,
                r#"<w:footerReference w:type="even"/><w:pgSz w:w="1"/></w:sectPr>"#
            )
        );
    }
}
