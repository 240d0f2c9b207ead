//! The looks of cells: a face, a size, rules and how the text stands.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// The face of every cell: 宋体, which Word, WPS and Excel all have.
const FACE: &str = "宋体";

/// Returns the look that cells have which no other look was given.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FACE).set_font_size(11)
}

/// Returns the look of a sheet's title.
pub(super) fn title() -> Format {
    centred().set_font_size(18).set_bold()
}

/// Returns the look of the line between title and table: 金额单位：万元.
pub(super) fn caption() -> Format {
    plain().set_align(FormatAlign::Right).set_align(FormatAlign::VerticalCenter)
}

/// Returns the look of a head cell.
pub(super) fn head() -> Format {
    ruled(centred()).set_bold()
}

/// Returns the look of a label: 是、序号.
pub(super) fn label() -> Format {
    ruled(centred())
}

/// Returns the look of a text.
pub(super) fn text() -> Format {
    ruled(plain().set_align(FormatAlign::Left)).set_indent(1)
}

/// Returns the look of a number with this number format.
pub(super) fn number(format: &str) -> Format {
    ruled(plain().set_align(FormatAlign::Right)).set_indent(1).set_num_format(format)
}

/// Returns the look of a note below a table.
pub(super) fn note() -> Format {
    plain().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// Returns the look of what stands beside a form and is not printed.
pub(super) fn aside() -> Format {
    plain().set_font_size(9).set_font_color(0x59_59_59).set_align(FormatAlign::Left)
}

/// Returns the look of a head beside a form.
pub(super) fn aside_head() -> Format {
    aside().set_bold()
}

fn centred() -> Format {
    plain().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn ruled(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}
