//! Footers: the page number, outside on odd and even pages (GB/T 9704-2012, 7.5).

use docx_rs::{
    AlignmentType, BuildXML, FieldCharType, Footer, HeightRule, InstrPAGE, InstrText, Paragraph,
    Table, TableCell, TableCellMargins, TableLayoutType, TablePositionProperty, TableRow,
    TextDirectionType, WidthType,
};

use crate::document::Orientation;

use super::conform::Conformer;
use super::measures::Measures;
use super::package::{FOOTERS, Package, Side};
use super::styles::StyleId;
use super::{DocxError, paragraph};

/// Writes the footers of odd and even pages, upright and landscape.
pub(super) fn write(measures: &Measures, package: &mut Package) -> Result<(), DocxError> {
    for part in &FOOTERS {
        let number = number(measures, part.side);
        let footer = match part.orientation {
            Orientation::Portrait => Footer::new().add_paragraph(number),
            Orientation::Landscape => Footer::new()
                .add_table(turned(measures, number))
                .add_paragraph(Paragraph::new().style(&StyleId::Separator.id())),
        };
        let mut xml = Vec::new();
        Conformer::default().append(&footer.build(), &[], &mut xml)?;
        package.add(part.path, &xml)?;
    }
    Ok(())
}

/// Returns the number between its dashes, one character off the outer edge: — 1 —.
fn number(measures: &Measures, side: Side) -> Paragraph {
    let run = || paragraph::styled(None);
    let character = Some(measures.footer_character.signed());
    let paragraph = Paragraph::new().style(&StyleId::Footer.id());
    match side {
        Side::Odd => paragraph.align(AlignmentType::Right).indent(None, None, character, None),
        Side::Even => paragraph.align(AlignmentType::Left).indent(character, None, None, None),
    }
    .add_run(run().add_text("— "))
    .add_run(run().add_field_char(FieldCharType::Begin, false))
    .add_run(run().add_instr_text(InstrText::PAGE(InstrPAGE::new())))
    .add_run(run().add_field_char(FieldCharType::Separate, false))
    .add_run(run().add_text("1"))
    .add_run(run().add_field_char(FieldCharType::End, false))
    .add_run(run().add_text(" —"))
}

/// Returns `number` where an upright page has it, on a sheet that is read turned: along the edge
/// that is the foot of the upright sheet (GB/T 9704-2012, chapter 8).
fn turned(measures: &Measures, number: Paragraph) -> Table {
    let across = measures.footer_line.size();
    let along = measures.text_width(Orientation::Portrait);
    let cell = TableCell::new()
        .width(across, WidthType::Dxa)
        .text_direction(TextDirectionType::TbRl)
        .add_paragraph(number);
    let row = TableRow::new(vec![cell])
        .row_height(f32::from(u16::try_from(along.signed()).unwrap_or(0)))
        .height_rule(HeightRule::Exact);
    Table::without_borders(vec![row])
        .set_grid(vec![across])
        .width(across, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .position(
            TablePositionProperty::new()
                .horizontal_anchor("page")
                .vertical_anchor("page")
                .position_x(measures.footer.signed())
                .position_y(measures.left.signed()),
        )
}
