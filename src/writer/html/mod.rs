//! HTML: from the document to one accessible web page that needs nothing beside itself.
//!
//! No script, no font, no picture, no link to elsewhere. The page is read on a phone and at a desk,
//! in a light and a dark colour scheme, by ear, and on paper, for which it takes the measures of the
//! document's page (docs/standards/wcag.md).

mod body;
mod chart;
mod contents;
mod headings;
mod paper;
mod runs;
mod table;
mod text;

use crate::document::{Document, Metadata};

use body::Body;
use text::{escaped, push};

/// How the page looks on a screen.
const STYLE: &str = include_str!("style.css");

/// Returns `document` as the bytes of an HTML file in UTF-8.
///
/// The bytes depend on the document alone; the date in the metadata is the document's own.
pub fn write(document: &Document) -> Vec<u8> {
    let mut page = String::new();
    page.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    push_metadata(&mut page, &document.metadata);
    page.push_str("<style>\n");
    page.push_str(STYLE);
    paper::push_style(&mut page, document);
    page.push_str("</style>\n</head>\n<body>\n");
    Body::new(document).push(&mut page);
    page.push_str("</body>\n</html>\n");
    page.into_bytes()
}

/// Appends what the page says of itself: title, description, author and date.
fn push_metadata(page: &mut String, metadata: &Metadata) {
    let Metadata { title, author, date, revision: _ } = metadata;
    let (title, author) = (escaped(title), escaped(author));
    let (year, month, day) = (date.year(), date.month(), date.day());
    let description = format!("{title}，{author}，{year}年{month}月{day}日");
    push(page, format_args!("<title>{title}</title>\n"));
    for (name, content) in [
        ("description", description.as_str()),
        ("author", author.as_str()),
        ("dcterms.date", date.to_string().as_str()),
        ("color-scheme", "light dark"),
    ] {
        push(page, format_args!("<meta name=\"{name}\" content=\"{content}\">\n"));
    }
}
