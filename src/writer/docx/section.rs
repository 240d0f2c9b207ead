//! Sections: the sheet, its margins, its grid and its footers.

use docx_rs::{
    DocGrid, DocGridType, FooterReference, HeaderReference, PageMargin, PageOrientationType,
    PageSize, SectionProperty,
};

use crate::document::{Mark, Orientation};

use super::measures::Measures;
use super::package;

/// Returns the properties of a section with `orientation` in a document that bears `mark`.
///
/// A landscape page is the upright sheet turned clockwise: the binding edge comes to the head on odd
/// pages (GB/T 9704-2012, chapter 8), and each margin stays with its edge of the sheet.
pub(super) fn property(
    measures: &Measures,
    orientation: Orientation,
    mark: Option<Mark>,
) -> SectionProperty {
    let header = if mark.is_some() { measures.mark.signed() } else { 0 };
    let margin = PageMargin::new().header(header).footer(measures.footer.signed());
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
    if mark.is_some() {
        let reference = |pages| Some(HeaderReference::new(pages, package::HEADER.relationship));
        property.header_reference = reference("default");
        property.even_header_reference = reference("even");
    }
    property
}
