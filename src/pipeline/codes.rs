//! The pages of the codes, as `ziping explain` shows them.

use std::fmt::Write as _;

use include_dir::{Dir, include_dir};

use crate::diagnostic::Code;

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/checks");

/// Returns the page of the code whose letter and number, or whose name, is `subject`.
pub fn code_page(subject: &str) -> Option<&'static str> {
    let code = Code::named(subject)?;
    PAGES.get_file(format!("{}.md", code.id))?.contents_utf8()
}

/// Returns a line for each code: its number, its default severity, its name and what it looks for.
pub fn code_table() -> String {
    let widest = Code::ALL.iter().map(|code| code.name.len()).max().unwrap_or_default();
    let mut table = String::new();
    for code in Code::ALL {
        let (severity, summary) = (code.severity.name(), code_summary(*code));
        let (id, name) = (code.id, code.name);
        let _infallible = writeln!(table, "{id}  {severity}  {name:widest$}  {summary}");
    }
    table
}

/// Returns the first sentence of what a code looks for, from its page.
pub(super) fn code_summary(code: Code) -> String {
    let page = code_page(code.id).unwrap_or_default();
    let section = page.split_once("\n## 查什么\n").map_or("", |(_, section)| section).trim_start();
    let paragraph = section.split("\n\n").next().unwrap_or_default().replace('\n', "");
    let end = paragraph.find(['。', '：']).unwrap_or(paragraph.len());
    paragraph[..end].to_owned()
}

/// Returns every word that names a code.
pub(super) fn code_words() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().flat_map(|code| [code.id, code.name])
}
