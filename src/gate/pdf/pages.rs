//! The pages of a file (ISO 32000-2, 7.7): in which order they come and what each inherits.

use std::collections::BTreeSet;

use super::file::{File, of_object, structure};
use super::object::{Dictionary, Object};
use crate::gate::passage::Unreadable;

/// A page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The number of its object.
    pub(super) number: u32,
    /// What its content names.
    pub(super) resources: &'a Dictionary,
    dictionary: &'a Dictionary,
}

impl Page<'_> {
    /// Returns the streams of its content, in order.
    ///
    /// # Errors
    /// When the content is anything else.
    pub(super) fn content(&self, file: &File) -> Result<Vec<u32>, Unreadable> {
        let broken = || of_object(self.number, "页的内容不是流");
        let stream = |object: &Object| match object {
            Object::Reference(number) if file.is_stream(*number) => Ok(*number),
            _ => Err(broken()),
        };
        match self.dictionary.get(b"Contents".as_slice()) {
            None => Ok(Vec::new()),
            Some(object) => match file.resolve(object) {
                Object::Null => Ok(Vec::new()),
                Object::Array(array) => array.iter().map(stream).collect(),
                _ => Ok(vec![stream(object)?]),
            },
        }
    }
}

/// Returns the catalog of `file`.
///
/// # Errors
/// When it has none, or several.
pub(super) fn catalog<'a>(file: &'a File) -> Result<&'a Dictionary, Unreadable> {
    let mut roots = file.trailers.iter().filter_map(|trailer| trailer.get(b"Root".as_slice()));
    let root = roots.next().ok_or_else(|| structure("没有文档目录"))?;
    if roots.any(|other| other != root) {
        return Err(structure("有几个文档目录"));
    }
    file.resolve(root).dictionary().ok_or_else(|| structure("没有文档目录"))
}

/// Returns the pages of `file`, in order.
///
/// # Errors
/// When the page tree is broken or empty.
pub(super) fn pages<'a>(
    file: &'a File,
    catalog: &'a Dictionary,
) -> Result<Vec<Page<'a>>, Unreadable> {
    static NOTHING: Dictionary = Dictionary::new();
    let broken = || structure("页树损坏");
    let root = catalog.get(b"Pages".as_slice()).ok_or_else(broken)?;
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut pending = vec![(root, &NOTHING)];
    while let Some((object, inherited)) = pending.pop() {
        let Object::Reference(number) = object else { return Err(broken()) };
        let dictionary = file.resolve(object).dictionary().ok_or_else(broken)?;
        if !seen.insert(*number) {
            return Err(broken());
        }
        let resources = file.get(dictionary, "Resources").dictionary().unwrap_or(inherited);
        match file.get(dictionary, "Kids") {
            Object::Array(kids) => pending.extend(kids.iter().rev().map(|kid| (kid, resources))),
            _ => pages.push(Page { number: *number, resources, dictionary }),
        }
    }
    if pages.is_empty() { Err(broken()) } else { Ok(pages) }
}
