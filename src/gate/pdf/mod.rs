//! The reader of PDF files: every text that the bytes of one hold, wherever it stands.
//!
//! It goes by the bytes and not by what a viewer would show: each byte is part of an object that is
//! understood, or the file is unreadable. What it cannot read it never passes over: an image, a font
//! without the meaning of its codes, a stream of unknown use. Two things it does not look into:
//! font programs, which hold the outlines of single characters, and shapes drawn on a page.

mod content;
mod file;
mod filter;
mod font;
#[cfg(test)]
mod handmade;
mod matrix;
mod metadata;
mod object;
mod pages;
mod reading;
mod reference_table;
mod streams;
mod strings;
mod structure;
#[cfg(test)]
mod tests;
mod text_string;

use std::collections::BTreeSet;

use self::content::Reader;
use self::file::File;
use self::streams::Uses;
use self::structure::Tree;
use super::passage::{Passage, PassageKind, Unreadable};

/// Returns every text that the PDF file of `bytes` holds.
///
/// Texts of pages come first, each page by itself and then the whole in the order of the structure
/// tree, so that a value is found that a page's end parts in two. Strings that stand in objects come
/// by what they are (书签, 文档信息), then metadata, attached files and other streams.
///
/// # Errors
/// When anything in the file is not understood.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Passage>, Unreadable> {
    let file = File::read(bytes)?;
    let catalog = pages::catalog(&file)?;
    let pages = pages::pages(&file, catalog)?;
    let Tree { leaves, replacements } = structure::tree(&file, catalog);
    let uses = Uses::of(&file);
    let mut reader = Reader::new(&file);
    let mut understood = BTreeSet::new();
    let mut passages = Vec::new();
    let mut pieces = Vec::new();
    for (number, page) in (1..).zip(&pages) {
        let mut content = Vec::new();
        for stream in page.content(&file)? {
            content.append(&mut file.decoded(stream)?);
            content.push(b'\n');
            understood.insert(stream);
        }
        let part = format!("第{number}页正文");
        let of_page = reader.pieces(&part, page.number, &content, page.resources)?;
        passages.append(&mut reading::passages(&part, of_page.iter(), &leaves));
        pieces.push(of_page);
    }
    for &number in &streams_drawn(&file, &uses) {
        if !reader.read.contains(&number) {
            let of_form = reader.pieces_of_form(number)?;
            let part = format!("第{number}号图形");
            passages.append(&mut reading::passages(&part, of_form.iter(), &leaves));
            pieces.push(of_form);
        }
    }
    // Over the ends of pages and forms.
    for (part, document) in [
        ("全文（按结构标签）", reading::in_order(&pieces, &leaves)),
        ("全文（无结构标签）", reading::untagged(&pieces, &leaves)),
    ] {
        let document = document.iter().copied();
        passages.append(&mut reading::passages(part, document, &leaves));
    }
    if !replacements.is_empty() {
        let (part, kind) = ("全文（结构标签的替代文字）".to_owned(), PassageKind::Words);
        passages.push(Passage { part, text: replacements, kind });
    }
    understood.append(&mut reader.read);
    let mut strings = std::mem::take(&mut reader.strings);
    strings.add_file(&file);
    strings.add_comments("文件", &file.comments);
    passages.append(&mut strings.passages());
    for (&number, indirect) in &file.objects {
        if indirect.stream.is_some() && !understood.contains(&number) {
            passages.extend(uses.passage(&file, number)?);
        }
    }
    Ok(passages)
}

/// Returns the streams that are drawn as page content is: forms, patterns and glyphs.
fn streams_drawn(file: &File, uses: &Uses) -> BTreeSet<u32> {
    let streams = file.objects.iter().filter(|(_, indirect)| indirect.stream.is_some());
    let drawn = streams.map(|(number, _)| *number).filter(|number| {
        let dictionary = file.dictionary_of(*number);
        file.get(dictionary, "Subtype").name() == Some(b"Form")
            || file.get(dictionary, "PatternType").integer() == Some(1)
            || uses.glyphs.contains(number)
    });
    drawn.collect()
}
