//! Charts: a drawing that is as wide as the text, with bars measured in parts of its width, so that
//! its words keep their size on a phone.

use crate::document::{Bar, Change, Chart};

use super::text::{escaped, push};

/// The charts written so far, which gives each a name of its own.
#[derive(Default)]
pub(super) struct Charts {
    count: usize,
}

impl Charts {
    /// Appends `chart`: the drawing, which says what it shows, and the title below.
    pub(super) fn push(&mut self, page: &mut String, chart: &Chart) {
        self.count += 1;
        let (open, class, close) = match chart.change {
            Change::Unchanged => ("", "", ""),
            Change::Inserted => ("<ins>", " inserted", "</ins>"),
            Change::Deleted => ("<del>", " deleted", "</del>"),
        };
        let (anchor, spoken) = (format!("chart-{}", self.count), escaped(&chart.spoken()));
        push(page, format_args!("{open}<figure class=\"chart{class}\">\n"));
        push(
            page,
            format_args!(
                "<svg role=\"img\" aria-labelledby=\"{anchor}\" width=\"100%\" height=\"{}em\">\n\
                 <title id=\"{anchor}\">{spoken}</title>\n",
                chart.bars.len() * ROW
            ),
        );
        let reach = chart.reach();
        for (row, (bar, ends)) in chart.bars.iter().zip(&reach.bars).enumerate() {
            push_row(page, row * ROW, bar, *ends);
        }
        push(
            page,
            format_args!(
                "<rect class=\"axis\" x=\"{}\" y=\"0\" width=\"1\" height=\"100%\"/>\n</svg>\n\
                 <figcaption>{}</figcaption>\n</figure>{close}\n",
                percent(reach.axis),
                escaped(&chart.title),
            ),
        );
    }
}

/// How high a row is, in ems: a line of words and a bar.
const ROW: usize = 3;

/// Appends the words of `bar` and the bar below them, `top` ems from the head of the drawing.
fn push_row(page: &mut String, top: usize, bar: &Bar, ends: Option<(i64, i64)>) {
    push(
        page,
        format_args!(
            "<text x=\".4em\" y=\"{top}em\" dy=\"1.1em\">{}</text>\
             <text class=\"value\" x=\"100%\" y=\"{top}em\" dy=\"1.1em\">",
            escaped(&bar.label)
        ),
    );
    for run in &bar.value {
        let text = escaped(&run.text);
        match &run.figure {
            Some(name) => {
                let name = escaped(name);
                push(page, format_args!("<tspan data-figure=\"{name}\">{text}</tspan>"));
            }
            None => page.push_str(&text),
        }
    }
    page.push_str("</text>");
    if let Some((from, to)) = ends {
        push(
            page,
            format_args!(
                "<rect class=\"bar\" x=\"{}\" y=\"{}.6em\" width=\"{}\" height=\"1em\"/>",
                percent(from),
                top + 1,
                percent(to - from),
            ),
        );
    }
    page.push('\n');
}

/// Returns parts of [`Chart::PARTS`] as a percentage, exact to the last part.
fn percent(parts: i64) -> String {
    let whole = Chart::PARTS / 100;
    format!("{}.{:04}%", parts / whole, parts % whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_percentages_without_rounding() {
        assert_eq!(percent(0), "0.0000%");
        assert_eq!(percent(415_145), "41.5145%");
        assert_eq!(percent(Chart::PARTS), "100.0000%");
    }
}
