//! The page on paper: its measures are those of the document's page.

use crate::document::{Document, Length, Mark, PageProfile};

use super::text::push;

/// Appends the style of the printed page of `document`.
///
/// A landscape sheet is the upright one turned, its head at the left edge (GB/T 9704-2012, 8).
pub(super) fn push_style(page: &mut String, document: &Document) {
    let PageProfile { width, height, margins, line_pitch, styles, .. } = &document.page;
    let (top, right) = (points(margins.top), points(margins.right));
    let (bottom, left) = (points(margins.bottom), points(margins.left));
    let (width, height) = (points(*width), points(*height));
    let size = points(styles.page_number.size);
    let mark = match document.mark {
        Some(mark) => head(mark),
        None => String::new(),
    };
    push(
        page,
        format_args!(
            "@page {{ size: {width} {height}; margin: {top} {right} {bottom} {left};{mark} \
         @bottom-center {{ content: \"— \" counter(page) \" —\"; font: {size} SimSun, serif; }} }}\n\
         @page turned {{ size: {height} {width}; margin: {left} {top} {right} {bottom}; }}\n\
         @media print {{ :root {{ font-size: {}; line-height: {}; }} .title, .issuer {{ font-size: {}; }} }}\n",
            points(styles.body.size),
            points(*line_pitch),
            points(styles.title.size),
        ),
    );
}

/// Returns the rule by which every page bears `mark`.
fn head(mark: Mark) -> String {
    format!(" @top-center {{ content: \"{}\"; font: 22pt SimHei, sans-serif; }}", mark.text())
}

/// Returns a length in points, to the thousandth.
fn points(length: Length) -> String {
    let thousandths = length.to_emu() * 10 / 127;
    format!("{}.{:03}pt", thousandths / 1000, (thousandths % 1000).abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_points() {
        assert_eq!(points(Length::points(16)), "16.000pt");
        assert_eq!(points(Length::millimetres(37)), "104.881pt");
    }
}
