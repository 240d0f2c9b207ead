//! XLSX read back: every part of it, and each sheet as its cells with the values that they show.

use super::fold::PART;
use super::markup::{self, Joint};
use super::package::{self, Part};
use super::passage::{Passage, PassageKind, Unreadable};
use super::plain;
use super::xml::{Node, walk};

/// The part that holds the texts of cells.
const SHARED_STRINGS: &str = "xl/sharedStrings.xml";
/// The folder of the sheets.
const SHEETS: &str = "xl/worksheets/";

/// Returns what an XLSX holds.
///
/// # Errors
/// When it is no sound archive, a part is no well-formed XML, or a cell shows a text that there is
/// not.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Passage>, Unreadable> {
    let (parts, mut passages) = package::open(bytes)?;
    let texts = parts.iter().find(|part| part.name == SHARED_STRINGS);
    let texts = texts.map(shared_strings).transpose()?.unwrap_or_default();
    for part in &parts {
        let ending = part.ending();
        match ending.as_str() {
            "xml" | "rels" | "vml" => passages.extend(markup::read(part, joint)?),
            _ => passages.extend(plain::read(&part.name, &part.bytes)),
        }
        if ending == "xml" && part.name.starts_with(SHEETS) {
            let text = cells(part, &texts)?;
            let part = part.name.clone();
            passages.push(Passage { part, text, kind: PassageKind::Words });
        }
    }
    Ok(passages)
}

/// Returns what an element of a workbook is to the text around it: only runs go on.
fn joint(name: &str) -> Joint {
    match name {
        "r" | "t" => Joint::Inline,
        _ => Joint::Cell,
    }
}

/// Returns the texts that cells refer to by number, without the phonetic ones.
fn shared_strings(part: &Part) -> Result<Vec<String>, Unreadable> {
    let mut texts = Vec::new();
    let (mut text, mut phonetic) = (String::new(), false);
    walk(&part.name, &part.bytes, &mut |node| match node {
        Node::Open("si", _) => text.clear(),
        Node::Close("si") => texts.push(std::mem::take(&mut text)),
        Node::Open("rPh", _) => phonetic = true,
        Node::Close("rPh") => phonetic = false,
        Node::Text(run) if !phonetic => text.push_str(run),
        _ => {}
    })?;
    Ok(texts)
}

/// Returns the cells of a sheet with what they show, row by row.
fn cells(part: &Part, texts: &[String]) -> Result<String, Unreadable> {
    let mut sheet = String::new();
    let (mut is_reference, mut in_value, mut value) = (false, false, String::new());
    let mut is_missing = false;
    walk(&part.name, &part.bytes, &mut |node| match node {
        Node::Open("c", attributes) => {
            value.clear();
            is_reference = attributes.iter().any(|(key, kind)| key == "t" && kind == "s");
        }
        Node::Open("v" | "t", _) => in_value = true,
        Node::Close("v" | "t") => in_value = false,
        Node::Text(text) if in_value => value.push_str(text),
        Node::Close("c") => {
            if is_reference {
                let text = value.trim().parse().ok().and_then(|index: usize| texts.get(index));
                is_missing |= text.is_none();
                sheet.push_str(text.map_or("", String::as_str));
            } else {
                sheet.push_str(&value);
            }
            sheet.push(PART);
        }
        _ => {}
    })?;
    if is_missing {
        let reason = "单元格引用的文字不存在".to_owned();
        return Err(Unreadable { part: part.name.clone(), reason });
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::archive;
    use super::*;

    const STRINGS: &str = "<sst><si><t>甲</t></si><si><r><rPr><b/></rPr><t>考务</t></r>\
                           <r><t>密室</t></r><rPh><t>音</t></rPh></si></sst>";

    fn words(parts: &[(&str, &str)]) -> Vec<String> {
        let passages = read(&archive(parts)).unwrap().into_iter();
        let words = passages.filter(|passage| passage.kind == PassageKind::Words);
        words.map(|passage| passage.text).collect()
    }

    #[test]
    fn a_sheet_is_its_cells_with_the_values_that_they_show() {
        let sheet = "<worksheet><row><c r='A1' t='s'><v>1</v></c><c r='B1'><v>384.2076</v></c>\
                     <c r='C1' t='inlineStr'><is><t>行内</t></is></c>\
                     <c r='D1'><f>3842076*2</f><v>7684152</v></c></row></worksheet>";
        let words =
            words(&[("xl/sharedStrings.xml", STRINGS), ("xl/worksheets/sheet1.xml", sheet)]);
        let cells = "考务密室\u{1f}384.2076\u{1f}行内\u{1f}7684152\u{1f}";
        assert!(words.contains(&cells.to_owned()), "{words:?}");
        for text in ["3842076*2", "考务密室\u{1f}"] {
            assert!(words.iter().any(|passage| passage.contains(text)), "{text}: {words:?}");
        }
    }

    #[test]
    fn names_and_comments_are_read() {
        let words = words(&[
            (
                "xl/workbook.xml",
                "<workbook><definedName name='甲'>3842076</definedName></workbook>",
            ),
            ("xl/comments1.xml", "<comments><r><t>批</t></r><r><t>注</t></r></comments>"),
        ]);
        assert!(words.iter().any(|text| text.contains("3842076")), "{words:?}");
        assert!(words.iter().any(|text| text.contains("批注")), "{words:?}");
    }

    #[test]
    fn a_cell_without_its_text_makes_the_file_unreadable() {
        let sheet = "<worksheet><c t='s'><v>9</v></c></worksheet>";
        let bytes = archive(&[("xl/worksheets/sheet1.xml", sheet)]);
        assert_eq!(read(&bytes).unwrap_err().part, "xl/worksheets/sheet1.xml");
    }
}
