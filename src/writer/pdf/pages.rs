//! Drawing: the items of each page in their order, each inside the marked content that ties it to
//! the structure tree or sets it apart as an artifact.

use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};

use super::PdfError;
use super::content::{Beginning, Content, Piece};
use super::faces::Faces;
use crate::document::{Change, Length};
use crate::layout::{GlyphRun, Item, Layout, Owner, Page, Rule};

/// The width of the stroke that makes a face bold, as a part of the size: 0.5 pt at 16 pt, about
/// the difference between the regular and the bold of a Song face.
const BOLD_STROKE: f32 = 1.0 / 32.0;

/// Draws every page of `layout` and returns what was drawn for which part of the document.
///
/// # Errors
/// When the layout is not drawable or names unknown fonts.
pub(super) fn draw(
    file: &mut Document,
    layout: &Layout,
    faces: &mut Faces,
) -> Result<Content, PdfError> {
    let mut content = Content::default();
    for (number, page) in layout.pages.iter().enumerate() {
        let settings =
            PageSettings::from_wh(page.width.to_points_f32(), page.height.to_points_f32())
                .ok_or(PdfError::BadSize { page: number + 1 })?;
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        let mut pen = Pen { surface: &mut surface, content: &mut content, number, open: None };
        let drawn = draw_page(&mut pen, page, faces);
        pen.close();
        surface.finish();
        sheet.finish();
        drawn?;
    }
    Ok(content)
}

/// Draws the items of `page`.
fn draw_page(pen: &mut Pen, page: &Page, faces: &mut Faces) -> Result<(), PdfError> {
    let mut items = page.items.as_slice();
    while let Some((item, rest)) = items.split_first() {
        items = rest;
        match item {
            Item::Glyphs(run) if run.glyphs.is_empty() => {}
            Item::Glyphs(run) => draw_run(pen, run, faces)?,
            Item::Rule(rule) => {
                let more = rest.iter().take_while(|item| matches!(item, Item::Rule(_))).count();
                items = &rest[more..];
                let others = rest[..more].iter().filter_map(|item| match item {
                    Item::Rule(rule) => Some(rule),
                    Item::Glyphs(_) => None,
                });
                draw_rules(pen, std::iter::once(rule).chain(others));
            }
        }
    }
    Ok(())
}

/// A page's surface and the marked content that is open on it.
struct Pen<'pen, 'surface> {
    surface: &'pen mut Surface<'surface>,
    content: &'pen mut Content,
    /// The page, from 0.
    number: usize,
    open: Option<Open>,
}

/// What marked content is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Text that is no part of the document: page numbers, repeated table heads.
    Pagination,
    /// Lines that are no part of the document.
    Layout,
    /// One line of a part of the document.
    Line { owner: Owner, change: Change, baseline: Length, size: Length },
}

impl Open {
    /// Whether what is `wanted` goes into what is open; a glyph that is drawn a little lower than
    /// its neighbours stands on the same line.
    fn takes(self, wanted: Self) -> bool {
        match (self, wanted) {
            (
                Self::Line { owner, change, baseline, size },
                Self::Line { owner: other, change: other_change, baseline: other_baseline, .. },
            ) => {
                let distance = (other_baseline - baseline).max(baseline - other_baseline);
                owner == other && change == other_change && distance * 2 < size
            }
            _ => self == wanted,
        }
    }
}

impl Pen<'_, '_> {
    /// Opens `wanted`, closing what else is open.
    fn open(&mut self, wanted: Open, top: Length) {
        if self.open.is_some_and(|open| open.takes(wanted)) {
            return;
        }
        self.close();
        self.open = Some(wanted);
        let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
        match wanted {
            Open::Pagination => {
                self.surface.start_tagged(artifact(ArtifactType::PaginationOther));
            }
            Open::Layout => {
                self.surface.start_tagged(artifact(ArtifactType::Layout));
            }
            Open::Line { owner, change, .. } => {
                let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                let beginning = Beginning { page: self.number, top };
                self.content.add(owner, Piece { identifier, change }, beginning);
            }
        }
    }

    /// Closes what is open.
    fn close(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }
}

/// Draws one run of glyphs.
fn draw_run(pen: &mut Pen, run: &GlyphRun, faces: &mut Faces) -> Result<(), PdfError> {
    let page = pen.number + 1;
    if run.size <= Length::ZERO {
        return Err(PdfError::BadSize { page });
    }
    if run.glyphs.iter().any(|glyph| run.text.get(glyph.bytes.clone()).is_none()) {
        return Err(PdfError::BadRange { page });
    }
    let font = faces.font(run.font)?;
    let (owner, change) = (run.owner, run.change);
    let wanted = match owner {
        Owner::Artifact => Open::Pagination,
        _ => Open::Line { owner, change, baseline: run.origin.y, size: run.size },
    };
    pen.open(wanted, run.origin.y - run.size);
    let size = run.size.to_points_f32();
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|glyph| {
            KrillaGlyph::new(
                GlyphId::new(u32::from(glyph.id)),
                glyph.advance.to_points_f32() / size,
                glyph.offset.to_points_f32() / size,
                0.0,
                0.0,
                glyph.bytes.clone(),
                None,
            )
        })
        .collect();
    let stroke = Stroke { width: size * BOLD_STROKE, ..Stroke::default() };
    pen.surface.set_stroke(run.bold.then_some(stroke));
    pen.surface.set_fill(Some(krilla::paint::Fill::default()));
    let start = Point::from_xy(run.origin.x.to_points_f32(), run.origin.y.to_points_f32());
    pen.surface.draw_glyphs(start, &glyphs, font, &run.text, size, false);
    Ok(())
}

/// Draws rules that follow one another as one path.
fn draw_rules<'a>(pen: &mut Pen, rules: impl Iterator<Item = &'a Rule>) {
    let mut path = PathBuilder::new();
    for rule in rules {
        let rectangle = Rect::from_xywh(
            rule.origin.x.to_points_f32(),
            rule.origin.y.to_points_f32(),
            rule.width.to_points_f32(),
            rule.height.to_points_f32(),
        );
        if let Some(rectangle) = rectangle {
            path.push_rect(rectangle);
        }
    }
    if let Some(path) = path.finish() {
        pen.open(Open::Layout, Length::ZERO);
        pen.surface.set_stroke(None);
        pen.surface.set_fill(Some(krilla::paint::Fill::default()));
        pen.surface.draw_path(&path);
    }
}
