//! Tera, set up for templates: tests, escaping, a cap on its output, its errors with their places.

use std::io::{self, Write};

use tera::{Context, Error, ErrorKind, ReportError, Tera};

use super::conditions;
use super::places::Marked;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The most that a template may render, in bytes: 100,000 table rows and more.
const MAX_OUTPUT: usize = 256 * 1024 * 1024;

/// The name Tera knows the template by; its ending turns escaping on.
const NAME: &str = "template.html";

/// A template that Tera has compiled.
#[derive(Debug)]
pub(super) struct Engine {
    source: SourceId,
    marked: Marked,
    tera: Tera,
}

impl Engine {
    /// Compiles a template.
    ///
    /// # Errors
    /// T601 for what only Tera finds.
    pub(super) fn compile(source: SourceId, marked: Marked) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        conditions::register(&mut tera);
        match tera.add_raw_template(NAME, &marked.text) {
            Ok(()) => Ok(Self { source, marked, tera }),
            Err(error) => Err(vec![finding(&error, source, &marked)]),
        }
    }

    /// Renders the template.
    ///
    /// # Errors
    /// T601 for what fails only while rendering, Y110 for too much output.
    pub(super) fn render(&self, context: &Context) -> Result<String, Vec<Diagnostic>> {
        let mut output = Capped { bytes: Vec::new(), limit: MAX_OUTPUT, full: false };
        let rendered = self.tera.render_to(NAME, context, &mut output);
        let everywhere = Span { source: self.source, start: 0, end: 0 };
        if output.full {
            let message = format!("模板的输出超过 {} MB", MAX_OUTPUT / 1024 / 1024);
            return Err(vec![Diagnostic::new(Code::LIMIT_EXCEEDED, message).at(everywhere, "")]);
        }
        rendered.map_err(|error| vec![finding(&error, self.source, &self.marked)])?;
        String::from_utf8(output.bytes).map_err(|_error| {
            let message = "模板的输出不是 UTF-8";
            vec![Diagnostic::new(Code::TEMPLATE_SYNTAX, message).at(everywhere, "")]
        })
    }
}

/// Returns an error of Tera's at its place in the template.
fn finding(error: &Error, source: SourceId, marked: &Marked) -> Diagnostic {
    let at = |report: &ReportError| {
        let range = &report.span().range;
        let (start, end) = (marked.original(range.start), marked.original(range.end));
        Span { source, start, end: end.max(start) }
    };
    let code = Code::TEMPLATE_SYNTAX;
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let message = format!("模板语法有误（{}）", report.message());
            Diagnostic::new(code, message).at(at(report), "")
        }
        ErrorKind::RenderingError(report) => {
            let message = format!("模板运行时出错（{}）", report.message());
            Diagnostic::new(code, message).at(at(report), "")
        }
        other => Diagnostic::new(code, format!("模板运行时出错（{other}）"))
            .at(Span { source, start: 0, end: 0 }, ""),
    }
}

/// Output that stops at a limit.
struct Capped {
    bytes: Vec<u8>,
    limit: usize,
    full: bool,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.limit - self.bytes.len() < bytes.len() {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_stops_at_its_limit() {
        let mut output = Capped { bytes: Vec::new(), limit: 5, full: false };
        assert!(output.write_all(b"abcde").is_ok());
        assert!(!output.full);
        assert!(output.write_all(b"f").is_err());
        assert!(output.full);
        assert_eq!(output.bytes, b"abcde");
    }
}
