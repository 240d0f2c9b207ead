//! What a bound volume adds to the documents in it: contents, the list of attachments below the body
//! (GB/T 9704-2012, 7.3.4) and the mark at the head of each (7.3.7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Block, Document, HeadingLevel, Orientation, Run, Section};

/// The title of the contents.
const CONTENTS: &str = "目　录";

/// The contents of a document: what begins on which page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// The entries in reading order.
    pub entries: Vec<ContentsEntry>,
}

/// One line of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentsEntry {
    /// How deep it stands, from 1.
    pub depth: u8,
    /// What begins there, its number before its words.
    pub text: String,
    /// The index of the section that it begins in.
    pub section: usize,
    /// The index of the block in its section.
    pub block: usize,
    /// The page that it begins on, from 1; `None` until the document has been laid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
}

/// The names of the attachments, a blank line below the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentList {
    /// The names in their order, the first of them number 1.
    pub names: Vec<String>,
}

impl AttachmentList {
    /// Returns the lines of the list: what stands before each name, and the name.
    pub fn lines(&self) -> impl Iterator<Item = (String, &str)> {
        (1..).zip(&self.names).map(|(number, name)| {
            let opening = if number == 1 { Self::OPENING } else { "" };
            (format!("{opening}{number}."), name.as_str())
        })
    }

    /// What stands before the first number.
    pub const OPENING: &str = "附件：";
}

/// The mark at the head of an attachment: 附件1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentMark {
    /// Which attachment it is, from 1.
    pub number: u32,
    /// The attachment's name, as the list and the contents have it.
    pub name: String,
}

impl AttachmentMark {
    /// Returns what is printed: 附件1.
    pub fn label(&self) -> String {
        format!("附件{}", self.number)
    }

    /// Returns what the contents and the outline say: 附件1　部门整体支出绩效自评表.
    pub fn entry(&self) -> String {
        format!("{}　{}", self.label(), self.name)
    }
}

impl Document {
    /// Binds `attachments`, each with its name, behind the document, which gets their list, contents
    /// before its first page, and `title`.
    #[must_use]
    pub fn bound_with(self, title: String, attachments: Vec<(String, Self)>) -> Self {
        let mut document = self;
        document.metadata.title = title;
        let names = attachments.iter().map(|(name, _)| name.clone()).collect();
        if let Some(last) = document.sections.last_mut().filter(|_| !attachments.is_empty()) {
            let signed = last.blocks.iter().position(|block| matches!(block, Block::Signature(_)));
            let place = signed.unwrap_or(last.blocks.len());
            last.blocks.insert(place, Block::AttachmentList(AttachmentList { names }));
        }
        for (number, (name, mut attachment)) in (1..).zip(attachments) {
            if let Some(first) = attachment.sections.first_mut() {
                let mark = AttachmentMark { number, name };
                first.blocks.insert(0, Block::AttachmentMark(mark));
            }
            document.sections.append(&mut attachment.sections);
        }
        let title = Block::Title(vec![Run::text(CONTENTS)]);
        let contents = Block::Contents(Contents { entries: Vec::new() });
        let contents =
            Section { orientation: Orientation::Portrait, blocks: vec![title, contents] };
        document.sections.insert(0, contents);
        let entries = document.entries();
        if let Some(contents) = document.contents_mut() {
            contents.entries = entries;
        }
        document
    }

    /// Returns the contents, where the document has any.
    pub fn contents(&self) -> Option<&Contents> {
        let mut blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.find_map(|block| match block {
            Block::Contents(contents) => Some(contents),
            _ => None,
        })
    }

    /// Gives the entries of the contents the pages that blocks begin on, by section and block, and
    /// returns whether that changed any.
    pub fn number_contents(&mut self, pages: &BTreeMap<(usize, usize), usize>) -> bool {
        let mut changed = false;
        for entry in self.contents_mut().into_iter().flat_map(|contents| &mut contents.entries) {
            let page = pages.get(&(entry.section, entry.block)).copied();
            changed |= entry.page != page;
            entry.page = page;
        }
        changed
    }

    fn contents_mut(&mut self) -> Option<&mut Contents> {
        let mut blocks = self.sections.iter_mut().flat_map(|section| &mut section.blocks);
        blocks.find_map(|block| match block {
            Block::Contents(contents) => Some(contents),
            _ => None,
        })
    }

    /// Returns what the contents list: headings of levels one and two, and attachments.
    fn entries(&self) -> Vec<ContentsEntry> {
        let mut entries = Vec::new();
        for (section, blocks) in self.sections.iter().enumerate() {
            for (block, content) in blocks.blocks.iter().enumerate() {
                let (depth, text) = match content {
                    Block::Heading(heading) => {
                        let words = heading.runs.iter().map(|run| run.text.as_str());
                        let text = heading.number.label() + &words.collect::<String>();
                        let depth = if heading.number.level == HeadingLevel::One { 1 } else { 2 };
                        (depth, text.trim_end_matches('。').to_owned())
                    }
                    Block::AttachmentMark(mark) => (1, mark.entry()),
                    _ => continue,
                };
                entries.push(ContentsEntry { depth, text, section, block, page: None });
            }
        }
        entries
    }
}
