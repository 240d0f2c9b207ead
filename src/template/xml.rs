//! Rendered markup as an XML tree, its faults led back to the template.

use roxmltree::{Document, Error, ParsingOptions, TextPos};

use super::places::{AT, tag_span};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceId;

/// The most nodes that rendered markup may have: some 200,000 table rows.
const MAX_NODES: u32 = 8_000_000;

/// Parses what a template rendered.
///
/// # Errors
/// T603 for markup that is not well formed, at the start tag it concerns; Y110 for too much of it.
pub(super) fn parse<'a>(
    rendered: &'a str,
    source: SourceId,
    template: &str,
) -> Result<Document<'a>, Vec<Diagnostic>> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(rendered, options).map_err(|error| {
        let place = Context::before(rendered, byte_offset(rendered, error.pos()));
        let (code, message) = describe(&error, &place);
        let offset = place.offset(matches!(&error, Error::UnexpectedCloseTag(..)));
        vec![Diagnostic::new(code, message).at(tag_span(source, template, offset), "")]
    })
}

/// Says what is wrong.
fn describe(error: &Error, place: &Context) -> (Code, String) {
    let message = match error {
        Error::UnexpectedCloseTag(open, closed, _) if place.is_outermost() => {
            let _ = open;
            format!("“</{closed}>”没有对应的开始标记")
        }
        Error::UnexpectedCloseTag(open, closed, _) if closed == "document" => {
            format!("“<{open}>”没有结束标记“</{open}>”")
        }
        Error::UnexpectedCloseTag(open, closed, _) => {
            format!("“<{open}>”没有结束标记“</{open}>”，后面却出现了“</{closed}>”")
        }
        Error::UnknownEntityReference(name, _) => {
            format!("不认识的字符引用“&{name};”：直接写这个字符")
        }
        Error::MalformedEntityReference(_) => "“&”要写成“&amp;”".to_owned(),
        Error::DuplicatedAttribute(name, _) if name == AT => {
            format!("属性“{AT}”由程序使用，模板里不能写")
        }
        Error::DuplicatedAttribute(name, _) => format!("属性“{name}”写了两次"),
        Error::InvalidAttributeValue(_) => "属性值里不能有“<”".to_owned(),
        Error::NonXmlChar(character, _) => {
            format!("有不能印出的字符 U+{:04X}", u32::from(*character))
        }
        Error::InvalidComment(_) => "注释里不能有“--”".to_owned(),
        Error::InvalidCharacterData(_) => "“]]>”要写成“]]&gt;”".to_owned(),
        Error::DtdDetected => "模板里不能有“<!DOCTYPE>”".to_owned(),
        Error::UnexpectedDeclaration(_) => "模板里不能有“<?xml?>”".to_owned(),
        Error::NodesLimitReached | Error::AttributesLimitReached => {
            return (Code::LIMIT_EXCEEDED, format!("模板输出的标记超过 {MAX_NODES} 个"));
        }
        other => format!("标记不完整或者写法有误（{other}）"),
    };
    (Code::UNKNOWN_ELEMENT, message)
}

/// The start tags before a place in rendered markup.
struct Context {
    /// The offsets that the elements still open carry, outermost first.
    open: Vec<Option<usize>>,
    /// The offset that the last start tag carries.
    last: Option<usize>,
}

impl Context {
    fn before(rendered: &str, end: usize) -> Self {
        let mut context = Self { open: Vec::new(), last: None };
        let mut rest = &rendered[..end];
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            let length = rest.find('>').unwrap_or(rest.len());
            let tag = &rest[..length];
            if tag.starts_with('/') {
                context.open.pop();
            } else if tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let at = carried(tag);
                context.last = at.or(context.last);
                if !tag.ends_with('/') {
                    context.open.push(at);
                }
            }
        }
        context
    }

    /// Returns whether only the element around everything is open.
    fn is_outermost(&self) -> bool {
        self.open.len() <= 1
    }

    /// Returns the offset in the template that the fault is shown at.
    fn offset(&self, structural: bool) -> usize {
        let innermost = self.open.iter().rev().find_map(|at| *at);
        let (first, second) =
            if structural { (innermost, self.last) } else { (self.last, innermost) };
        first.or(second).unwrap_or_default()
    }
}

/// Returns the offset that a start tag carries.
fn carried(tag: &str) -> Option<usize> {
    let (_, rest) = tag.split_once(" at=\"")?;
    rest.split('"').next()?.parse().ok()
}

/// Returns the byte offset of a position that counts lines and characters from 1.
fn byte_offset(text: &str, position: TextPos) -> usize {
    if (position.row, position.col) == (1, 1) {
        // The parser gives this position to faults of the whole text: they show at its end.
        return text.len();
    }
    let line = usize::try_from(position.row).unwrap_or(usize::MAX).saturating_sub(1);
    let column = usize::try_from(position.col).unwrap_or(usize::MAX).saturating_sub(1);
    let start = match line {
        0 => 0,
        _ => text.match_indices('\n').nth(line - 1).map_or(text.len(), |(index, _)| index + 1),
    };
    text[start..].char_indices().nth(column).map_or(text.len(), |(index, _)| start + index)
}
