//! The pages of the codes, as `ziping explain` shows them.

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Code, Severity};

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/checks");

/// Returns the page of the code whose letter and number, or whose name, is `subject`.
pub fn code_page(subject: &str) -> Option<&'static str> {
    let code = Code::named(subject)?;
    PAGES.get_file(format!("{}.md", code.id))?.contents_utf8()
}

/// Returns a line for each code: its number, its default severity, its name and its page's title.
pub fn code_table() -> String {
    let mut table = String::new();
    for code in Code::ALL {
        let severity = match code.severity {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Note => "提示",
        };
        let line = [code.id, "  ", severity, "  ", code.name, "\n"];
        table.extend(line);
    }
    table
}

/// Returns every word that names a code.
pub(super) fn code_words() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().flat_map(|code| [code.id, code.name])
}
