//! Runs of text: words, quoted figures, bold text, and what was added or taken out.

use crate::document::{Change, Number, Run};

use super::text::{escaped, push};

/// Appends `runs`; neighbours with the same change share one element.
pub(super) fn push_runs(page: &mut String, runs: &[Run]) {
    for group in runs.chunk_by(|one, next| one.change == next.change) {
        let element = match group[0].change {
            Change::Unchanged => None,
            Change::Inserted => Some("ins"),
            Change::Deleted => Some("del"),
        };
        if let Some(element) = element {
            push(page, format_args!("<{element}>"));
        }
        for run in group {
            push_run(page, run);
        }
        if let Some(element) = element {
            push(page, format_args!("</{element}>"));
        }
    }
}

/// Appends one run; a quoted figure carries its name.
fn push_run(page: &mut String, run: &Run) {
    let text = escaped(&run.text);
    let text = match &run.figure {
        Some(name) => format!("<data value=\"{}\">{text}</data>", escaped(name)),
        None => text,
    };
    if run.strong {
        push(page, format_args!("<strong>{text}</strong>"));
    } else {
        page.push_str(&text);
    }
}

/// Appends the words of a heading behind its label.
pub(super) fn push_numbered(page: &mut String, number: Number, runs: &[Run]) {
    let mut all = number.label_runs(Change::covering(runs));
    all.extend_from_slice(runs);
    push_runs(page, &all);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_the_element_of_their_change() {
        let inserted = |run: Run| Run { change: Change::Inserted, ..run };
        let runs = [
            Run::text("共<"),
            inserted(Run::figure("project_count", "4")),
            inserted(Run { strong: true, ..Run::text("个") }),
            Run { change: Change::Deleted, ..Run::text("项") },
        ];
        let mut page = String::new();
        push_runs(&mut page, &runs);
        let expected = "共&lt;<ins><data value=\"project_count\">4</data><strong>个</strong></ins>\
                        <del>项</del>";
        assert_eq!(page, expected);
    }
}
