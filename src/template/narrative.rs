//! Prose of the filing: words, and figures quoted as `{{ figures.name }}`, nothing else.
//!
//! Tera never sees it: a filing is data, not code, and each fault stands at its own place in the
//! YAML.

use std::ops::Range;

use super::gaps;
use super::markup::{push_escaped, push_quote};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Figures;
use crate::source::PlacedText;

/// Appends the markup of the first `length` bytes of `text`, each quoted figure in its element.
///
/// # Errors
/// Returns T601 for tags and markup, T602 for a figure that is not there or lacks its data, and F209
/// for a rate whose base is zero; every fault, each at its place.
pub(super) fn push_prose(
    markup: &mut String,
    text: &PlacedText,
    length: usize,
    figures: &Figures,
) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let prose = &text.value[..length];
    let mut position = 0;
    let mut words = 0;
    let at = |part| text.span_of(part);
    while let Some(found) = next_mark(prose, position) {
        position = found.range.end;
        match found.mark {
            Mark::Quote => {
                push_escaped(markup, &prose[words..found.range.start]);
                words = position;
                let inner = found.range.start + 2..found.range.end - 2;
                match quoted(prose, &inner) {
                    Some((name, path)) => match figures.get(name) {
                        Some(figure) if figure.value.is_printable() => {
                            push_quote(markup, name, &figure.text);
                        }
                        Some(figure) => {
                            let fault = gaps::absent_figure(name, figure.value, figures);
                            faults.push(fault.at(at(path), ""));
                        }
                        None => faults.push(unknown_figure(name, figures).at(at(path), "")),
                    },
                    None => faults.push(
                        Diagnostic::new(
                            Code::TEMPLATE_SYNTAX,
                            format!("正文里只能引用数字，不能写“{}”", prose[inner.clone()].trim()),
                        )
                        .at(at(inner), "")
                        .help("写成“{{ figures.名称 }}”，例如“{{ figures.project_total }}”，不能带过滤器或运算"),
                    ),
                }
            }
            Mark::Unclosed => {
                let fault = Diagnostic::new(Code::TEMPLATE_SYNTAX, "“{{”没有对应的“}}”");
                faults.push(fault.at(at(found.range), ""));
                break;
            }
            Mark::Tag => faults.push(
                Diagnostic::new(Code::TEMPLATE_SYNTAX, "正文里不能写模板语句")
                    .at(at(found.range), "")
                    .help("正文只能用“{{ figures.名称 }}”引用数字"),
            ),
            Mark::Markup => faults.push(
                Diagnostic::new(
                    Code::TEMPLATE_SYNTAX,
                    format!("正文里不能写标记“{}”", &prose[found.range.clone()]),
                )
                .at(at(found.range), "")
                .help("小于号、大于号和 & 直接写就行，样式由模板决定"),
            ),
        }
    }
    push_escaped(markup, &prose[words..]);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Something in prose that is not words.
struct Found {
    mark: Mark,
    range: Range<usize>,
}

enum Mark {
    /// `{{ … }}`.
    Quote,
    /// `{{` with nothing that closes it.
    Unclosed,
    /// `{%` or `{#`.
    Tag,
    /// `<p>`, `</p>`, `<!--`, `&nbsp;`.
    Markup,
}

/// Returns what stands in `prose` at or after `position` and is not words.
fn next_mark(prose: &str, position: usize) -> Option<Found> {
    prose[position..].char_indices().find_map(|(index, character)| {
        let start = position + index;
        let rest = &prose[start..];
        let found = |mark, length| Some(Found { mark, range: start..start + length });
        match character {
            '{' if rest.starts_with("{{") => match rest[2..].find("}}") {
                Some(inner) => found(Mark::Quote, 2 + inner + 2),
                None => found(Mark::Unclosed, 2),
            },
            '{' if rest.starts_with("{%") || rest.starts_with("{#") => found(Mark::Tag, 2),
            '<' => markup_length(rest).and_then(|length| found(Mark::Markup, length)),
            '&' => entity_length(rest).and_then(|length| found(Mark::Markup, length)),
            _ => None,
        }
    })
}

/// Returns the name of the figure that the inside of `{{ … }}` quotes, and the place of the path;
/// `None` when it is anything else.
fn quoted<'a>(prose: &'a str, inner: &Range<usize>) -> Option<(&'a str, Range<usize>)> {
    let written = &prose[inner.clone()];
    let path = written.trim();
    let start = inner.start + (written.len() - written.trim_start().len());
    let name = path.strip_prefix("figures.")?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let is_name = name.split('.').all(|step| !step.is_empty() && step.bytes().all(allowed));
    is_name.then(|| (name, start..start + path.len()))
}

/// Returns the finding for a figure that is not there.
pub(super) fn unknown_figure(name: &str, figures: &Figures) -> Diagnostic {
    let fault = Diagnostic::new(Code::UNKNOWN_VARIABLE, format!("没有名为“{name}”的数字"));
    let below: Vec<&str> = figures
        .department_names()
        .filter_map(|known| known.strip_prefix(name)?.strip_prefix('.'))
        .collect();
    if !below.is_empty() {
        return fault.help(format!("“{name}”下面有：{}", below.join("、")));
    }
    match figures.nearest(name) {
        Some(close) => fault.help(format!("是不是“{close}”？")),
        None => fault.help("用“ziping figures”列出全部数字"),
    }
}

/// Returns how long the tag or comment at the start of `rest` is, or `None` for a plain `<`.
fn markup_length(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some("<!--".len());
    }
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    name.bytes().next().filter(u8::is_ascii_alphabetic)?;
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let after = &name[length..];
    if !after.starts_with(['>', '/', ' ', '\t', '\n']) {
        return None;
    }
    let close = after.bytes().position(|byte| matches!(byte, b'<' | b'>'))?;
    let attributes = &after[..close];
    let is_tag = attributes.contains('=') || matches!(attributes.trim(), "" | "/");
    (after.as_bytes()[close] == b'>' && is_tag).then(|| rest.len() - after.len() + close + 1)
}

/// Returns how long the entity at the start of `rest` is, or `None` for a plain `&`.
fn entity_length(rest: &str) -> Option<usize> {
    let name = rest[1..].bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
    let length = name.count();
    (length > 0 && rest[1 + length..].starts_with(';')).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::source::{SourceId, Span};

    fn prose(text: &str) -> Result<String, Vec<(String, String)>> {
        let span = Span { source: SourceId(0), start: 0, end: text.len() };
        let mut markup = String::new();
        let placed = PlacedText::plain(text, span);
        match push_prose(&mut markup, &placed, text.len(), &fixture::figures()) {
            Ok(()) => Ok(markup),
            Err(faults) => Err(faults
                .into_iter()
                .map(|fault| {
                    let span = fault.primary.expect("it has a place").span;
                    (fault.code.id.to_owned(), text[span.start..span.end].to_owned())
                })
                .collect()),
        }
    }

    #[test]
    fn words_are_escaped() {
        for (text, markup) in [
            ("a<b 且 b>c", "a&lt;b 且 b&gt;c"),
            ("R&D；AT&T", "R&amp;D；AT&amp;T"),
            ("]]>", "]]&gt;"),
            ("{ } }} %} #}", "{ } }} %} #}"),
            ("满意度<90，x<y，z>1", "满意度&lt;90，x&lt;y，z&gt;1"),
            ("\"甲\"", "&quot;甲&quot;"),
        ] {
            assert_eq!(prose(text).as_deref(), Ok(markup));
        }
    }

    #[test]
    fn what_is_not_words_is_a_fault_at_its_place() {
        for (text, code, place) in [
            ("甲{% if x %}", "T601", "{%"),
            ("甲{# x #}", "T601", "{#"),
            ("甲{{{{乙", "T601", "{{"),
            ("甲{{ figures.a | upper }}", "T601", " figures.a | upper "),
            ("甲{{ department.name }}", "T601", " department.name "),
            ("甲<script>乙", "T601", "<script>"),
            ("甲</p>", "T601", "</p>"),
            ("甲<br/>", "T601", "<br/>"),
            ("甲<font face=\"宋体\">乙", "T601", "<font face=\"宋体\">"),
            ("甲&nbsp;乙", "T601", "&nbsp;"),
            ("甲{{ figures.excelence_rate }}", "T602", "figures.excelence_rate"),
            ("甲{{figures.project.P-02.score}}", "T602", "figures.project.P-02.score"),
            ("甲{{ figures.department }}", "T602", "figures.department"),
            (
                "甲{{ figures.department.expenditure_rate }}",
                "F209",
                "figures.department.expenditure_rate",
            ),
            ("甲{{ figures.projects.final }}", "T602", "figures.projects.final"),
        ] {
            let expected = vec![(code.to_owned(), place.to_owned())];
            assert_eq!(prose(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn figures_are_quoted() {
        assert_eq!(
            prose("共{{ figures.project.P-01.adjusted }}万元，{{figures.project_count}}个")
                .as_deref(),
            Ok("共<data value=\"project.P-01.adjusted\">12.5</data>万元，\
                <data value=\"project_count\">1</data>个")
        );
    }

    #[test]
    fn a_finding_says_what_to_type() {
        let figures = fixture::figures();
        let help = |name: &str| match figures.get(name) {
            Some(figure) => gaps::absent_figure(name, figure.value, &figures).help,
            None => unknown_figure(name, &figures).help,
        };
        assert_eq!(help("excelence_rate"), ["是不是“excellence_rate”？"]);
        assert_eq!(help("projects.final"), ["在数据文件中补上“projects[P-01].final”"]);
        assert!(help("by_kind.general_public")[0].contains("count、amount"));
        assert!(help("department.expenditure_rate")[0].contains("年初未安排"));
        assert_eq!(help("%"), ["用“ziping figures”列出全部数字"]);
    }

    #[test]
    fn every_fault_is_found() {
        let faults = prose("{% a %}{{ b }}{{ figures.c }}").expect_err("three faults");
        assert_eq!(faults.len(), 3);
    }
}
