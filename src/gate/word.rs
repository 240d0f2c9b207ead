//! DOCX read back: every part of it, whatever it is for.

use super::markup::{self, Joint};
use super::package::{self, Part};
use super::passage::{Passage, Unreadable};
use super::plain;

/// Returns what a DOCX holds.
///
/// # Errors
/// When it is no sound archive, or a part is no well-formed XML.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Passage>, Unreadable> {
    let (parts, mut passages) = package::open(bytes)?;
    for part in &parts {
        passages.extend(read_part(part)?);
    }
    Ok(passages)
}

fn read_part(part: &Part) -> Result<Vec<Passage>, Unreadable> {
    match part.ending().as_str() {
        "xml" if part.name.starts_with("word/") => markup::read(part, joint),
        "xml" | "rels" => markup::read(part, |_name| Joint::Cell),
        _ => Ok(plain::read(&part.name, &part.bytes)),
    }
}

/// Returns what an element of a text document is to the text around it.
fn joint(name: &str) -> Joint {
    match name {
        "p" => Joint::Line,
        "tc" | "tr" => Joint::Cell,
        "instrText" | "delInstrText" => Joint::Apart,
        _ => Joint::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::archive;
    use super::super::passage::PassageKind;
    use super::*;

    /// Returns the texts of a DOCX with one part beside the usual ones.
    fn texts(name: &str, xml: &str, kind: PassageKind) -> Vec<String> {
        let parts = [("word/document.xml", "<w:document/>"), (name, xml)];
        let passages = read(&archive(&parts)).unwrap().into_iter();
        passages.filter(|p| p.part == name && p.kind == kind).map(|p| p.text).collect()
    }

    #[test]
    fn text_is_joined_over_runs_and_parted_between_cells() {
        let xml = "<w:document><w:tr><w:tc><w:p><w:r><w:t>384</w:t></w:r><w:r><w:t>2076</w:t></w:r>\
                   </w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:document>";
        let texts = texts("word/document2.xml", xml, PassageKind::Words);
        assert_eq!(texts, ["\n3842076\n\u{1f}\n5\n\u{1f}\u{1f}"]);
    }

    #[test]
    fn tracked_changes_are_read_in_every_version() {
        let xml = "<w:p><w:r><w:t>38</w:t></w:r><w:del><w:r><w:delText>42</w:delText></w:r></w:del>\
                   <w:ins><w:r><w:t>99</w:t></w:r></w:ins><w:r><w:t>076</w:t></w:r></w:p>";
        let texts = texts("word/footnotes.xml", xml, PassageKind::Words);
        let texts: Vec<_> = texts.iter().map(|text| text.trim()).collect();
        assert_eq!(texts, ["384299076", "3899076", "3842076"]);
    }

    #[test]
    fn attributes_comments_and_instructions_are_read() {
        let xml = "<w:p><wp:docPr id='7' name='图' descr='替代文字'/><w:bookmarkStart w:name='书签'/>\
                   <w:sdtPr><w:alias w:val='标签'/></w:sdtPr><!-- 注释 --><w:r><w:instrText>指令\
                   </w:instrText></w:r><w:r><w:t>A&amp;B&#x5e74;</w:t></w:r></w:p>";
        let words = texts("word/header1.xml", xml, PassageKind::Words).concat();
        for text in ["替代文字", "标签", " 注释 ", "指令", "A&B年"] {
            assert!(words.contains(text), "{text}: {words}");
        }
        let settings = texts("word/header1.xml", xml, PassageKind::Settings).concat();
        assert!(settings.contains("书签") && settings.contains('7') && !words.contains("书签"));
    }

    #[test]
    fn parts_of_every_kind_are_read() {
        for (name, xml, kind) in [
            ("docProps/custom.xml", "<p><v>甲乙</v></p>", PassageKind::Words),
            ("customXml/item1.xml", "<a b='甲乙'/>", PassageKind::Settings),
            ("word/_rels/document.xml.rels", "<R Target='甲乙'/>", PassageKind::Settings),
            ("word/media/image1.dat", "甲乙", PassageKind::Bytes),
        ] {
            assert!(texts(name, xml, kind).concat().contains("甲乙"), "{name}");
        }
    }

    #[test]
    fn a_part_that_is_no_xml_makes_the_file_unreadable() {
        for xml in ["<a>", "<a></b>", "<!DOCTYPE a [<!ENTITY b '甲'>]><a>&b;</a>", "<a>&b;</a>"] {
            let fault = read(&archive(&[("word/document.xml", xml)])).unwrap_err();
            assert_eq!(fault.part, "word/document.xml", "{xml}");
        }
    }
}
