//! XML as a sequence of tags and texts, every attribute and every aside among them.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::passage::Unreadable;

/// What stands in an XML part.
pub(super) enum Node<'a> {
    /// A start tag with its attributes.
    Open(&'a str, &'a [(String, String)]),
    /// An end tag.
    Close(&'a str),
    /// Text.
    Text(&'a str),
    /// A comment or a processing instruction.
    Aside(&'a str),
}

/// Shows `visit` what stands in `bytes`, in order; names come without their prefixes.
///
/// # Errors
/// When they are no well-formed XML in UTF-8, or declare entities.
pub(super) fn walk(
    part: &str,
    bytes: &[u8],
    visit: &mut dyn FnMut(Node<'_>),
) -> Result<(), Unreadable> {
    let fault = || Unreadable { part: part.to_owned(), reason: "不是完好的 XML".to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|_error| fault())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().check_comments = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_error| fault())? {
            Event::Start(tag) => {
                let attributes = attributes(&tag).ok_or_else(fault)?;
                visit(Node::Open(local(tag.local_name().as_ref()), &attributes));
                depth += 1;
            }
            Event::Empty(tag) => {
                let attributes = attributes(&tag).ok_or_else(fault)?;
                let name = tag.local_name();
                visit(Node::Open(local(name.as_ref()), &attributes));
                visit(Node::Close(local(name.as_ref())));
            }
            Event::End(tag) => {
                visit(Node::Close(local(tag.local_name().as_ref())));
                depth = depth.checked_sub(1).ok_or_else(fault)?;
            }
            Event::Text(text) => visit(Node::Text(&text.decode().map_err(|_error| fault())?)),
            Event::CData(text) => visit(Node::Text(&text.decode().map_err(|_error| fault())?)),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|_error| fault())?;
                if let Some(character) = character {
                    visit(Node::Text(character.encode_utf8(&mut [0; 4])));
                } else {
                    let name = reference.decode().map_err(|_error| fault())?;
                    visit(Node::Text(resolve_predefined_entity(&name).ok_or_else(fault)?));
                }
            }
            Event::Comment(text) => visit(Node::Aside(&text.decode().map_err(|_error| fault())?)),
            Event::PI(instruction) => visit(Node::Aside(&String::from_utf8_lossy(&instruction))),
            Event::Decl(_) => {}
            Event::Eof if depth == 0 => return Ok(()),
            // A document type may declare entities, whose text no part would have.
            Event::DocType(_) | Event::Eof => return Err(fault()),
        }
    }
}

fn local(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}

/// Returns the attributes of a tag with their values; `None` where they are none.
fn attributes(tag: &BytesStart<'_>) -> Option<Vec<(String, String)>> {
    let mut attributes = tag.attributes();
    // One that stands twice is read twice.
    let attributes = attributes.with_checks(false).map(|attribute| {
        let attribute = attribute.ok()?;
        let name = local(attribute.key.local_name().as_ref()).to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((name, value.into_owned()))
    });
    attributes.collect()
}
