//! Sections: the sheet, its margins, its grid and its footers.

use docx_rs::{
    DocGrid, DocGridType, FooterReference, PageMargin, PageOrientationType, PageSize,
    SectionProperty,
};

use crate::document::Orientation;

use super::measures::Measures;
use super::package;

/// Returns the properties of a section with `orientation`.
///
/// A landscape page is the upright sheet turned clockwise: the binding edge comes to the head on odd
/// pages (GB/T 9704-2012, chapter 8), and each margin stays with its edge of the sheet.
pub(super) fn property(measures: &Measures, orientation: Orientation) -> SectionProperty {
    let margin = PageMargin::new().header(0).footer(measures.footer.signed());
    let mut property = match orientation {
        Orientation::Portrait => SectionProperty::new()
            .page_size(
                PageSize::new()
                    .size(measures.page_width.unsigned(), measures.page_height.unsigned()),
            )
            .page_margin(
                margin
                    .top(measures.top.signed())
                    .right(measures.right.signed())
                    .bottom(measures.bottom.signed())
                    .left(measures.left.signed()),
            ),
        Orientation::Landscape => SectionProperty::new()
            .page_size(
                PageSize::new()
                    .size(measures.page_height.unsigned(), measures.page_width.unsigned())
                    .orient(PageOrientationType::Landscape),
            )
            .page_margin(
                margin
                    .top(measures.left.signed())
                    .right(measures.top.signed())
                    .bottom(measures.right.signed())
                    .left(measures.bottom.signed()),
            ),
    }
    .doc_grid(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(measures.line_pitch.size()));
    let (odd, even) = package::footer_relationships(orientation);
    property.footer_reference = Some(FooterReference::new("default", odd));
    property.even_footer_reference = Some(FooterReference::new("even", even));
    property
}
