//! The markup that the view puts into templates: quoted figures, gaps, escaped words.

/// The element that quotes a figure.
pub(super) const QUOTE: &str = "data";
/// The element that stands where a template asked for what the filing lacks.
pub(super) const GAP: &str = "gap";
/// The attribute of both, and of nothing else.
pub(super) const VALUE: &str = "value";

/// Appends `text` so that XML reads exactly it.
pub(super) fn push_escaped(markup: &mut String, text: &str) {
    let mut rest = text;
    while let Some(index) = rest.find(['&', '<', '>', '"']) {
        markup.push_str(&rest[..index]);
        markup.push_str(match rest.as_bytes()[index] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[index + 1..];
    }
    markup.push_str(rest);
}

/// Appends the element that quotes the figure called `name`, printed as `text`.
pub(super) fn push_quote(markup: &mut String, name: &str, text: &str) {
    markup.push_str("<data value=\"");
    push_escaped(markup, name);
    markup.push_str("\">");
    push_escaped(markup, text);
    markup.push_str("</data>");
}

/// Returns the mark of the gap numbered `number`.
pub(super) fn gap(number: usize) -> String {
    format!("<gap value=\"{number}\"/>")
}

/// Returns whether `value` is the mark of a gap; words of the filing are never safe strings that
/// begin so, since their `<` is escaped.
pub(super) fn is_gap(value: &tera::Value) -> bool {
    value.is_safe() && value.as_str().is_some_and(|text| text.starts_with("<gap "))
}
