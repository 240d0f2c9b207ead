//! Findings one a line, as compilers print them, for editors and scripts.

use std::fmt::Write as _;

use super::Diagnostic;
use super::order::in_order;
use crate::source::Sources;

/// Returns a line for each finding: `文件:行:列: 错误[Y101] …`, columns in characters.
pub fn render_concise(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in in_order(diagnostics) {
        if let Some(label) = &diagnostic.primary {
            let position = sources.position(label.span);
            let name = &sources.get(label.span.source).name;
            let _infallible = write!(text, "{name}:{}:{}: ", position.line, position.column);
        }
        let code = diagnostic.code.id;
        let message = on_one_line(&diagnostic.message);
        let _infallible = writeln!(text, "{}[{code}] {message}", diagnostic.severity.name());
    }
    text
}

/// Returns `text` without line breaks and other control characters, which could forge a line.
fn on_one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
