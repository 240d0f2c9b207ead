//! Drawing: the items of each page in their order, each inside the marked content that ties it to
//! the structure tree or sets it apart as an artifact.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};

use super::PdfError;
use super::colour;
use super::content::{Content, Extent, Piece};
use super::faces::Faces;
use super::links::Link;
use crate::document::{Change, Length};
use crate::layout::Point as Corner;
use crate::layout::{GlyphRun, Item, Layout, Owner, Page, Rule, Shape, ShapeKind, Turn};

/// The width of the stroke that makes a face bold, as a part of the size: 0.5 pt at 16 pt, about
/// the difference between the regular and the bold of a Song face.
const BOLD_STROKE: f32 = 1.0 / 32.0;

/// The grey of a large mark, which is to be seen and not to be in the way: 65 of 100 to white.
const MARK_GREY: u8 = 166;

/// The grey of a chart's bars: 4:1 against white, and plain to see on a printer without colour.
const BAR_GREY: u8 = 127;

/// Draws every page of `layout` with its `links`, in the order of their pages, and returns what was
/// drawn for which part of the document.
///
/// # Errors
/// When the layout is not drawable or names unknown fonts.
pub(super) fn draw(
    file: &mut Document,
    layout: &Layout,
    faces: &mut Faces,
    links: Vec<Link>,
) -> Result<Content, PdfError> {
    let mut content = Content::default();
    let mut links = links.into_iter().peekable();
    for (number, page) in layout.pages.iter().enumerate() {
        let settings =
            PageSettings::from_wh(page.width.to_points_f32(), page.height.to_points_f32())
                .ok_or(PdfError::BadSize { page: number + 1 })?;
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        let mut pen = Pen { surface: &mut surface, content: &mut content, number };
        let drawn = draw_page(&mut pen, page, faces);
        surface.finish();
        while let Some(link) = links.next_if(|link| link.page == number) {
            let identifier = sheet.add_tagged_annotation(link.annotation);
            content.add_link(link.owner, identifier);
        }
        sheet.finish();
        drawn?;
    }
    Ok(content)
}

/// Draws the items of `page`: the runs of a line together, and rules or shapes that follow one
/// another.
fn draw_page(pen: &mut Pen, page: &Page, faces: &mut Faces) -> Result<(), PdfError> {
    let mut items = page.items.as_slice();
    while let Some(first) = items.first() {
        let count = items.iter().take_while(|item| belong_together(first, item)).count();
        let (together, rest) = items.split_at(count);
        items = rest;
        match first {
            Item::Glyphs(_) => {
                let runs = together.iter().filter_map(|item| match item {
                    Item::Glyphs(run) if !run.glyphs.is_empty() => Some(run),
                    Item::Glyphs(_) | Item::Rule(_) | Item::Shape(_) => None,
                });
                draw_line(pen, runs, faces)?;
            }
            Item::Rule(_) => {
                let rules = together.iter().filter_map(|item| match item {
                    Item::Rule(rule) => Some(rule),
                    Item::Glyphs(_) | Item::Shape(_) => None,
                });
                draw_rules(pen, rules);
            }
            Item::Shape(_) => {
                let shapes = together.iter().filter_map(|item| match item {
                    Item::Shape(shape) => Some(shape),
                    Item::Glyphs(_) | Item::Rule(_) => None,
                });
                draw_shapes(pen, shapes);
            }
        }
    }
    Ok(())
}

/// Returns whether `item`, which follows `first`, goes into one stretch of marked content with it:
/// the same line of the same part of the document, or other pagination, or other rules.
fn belong_together(first: &Item, item: &Item) -> bool {
    match (first, item) {
        (Item::Glyphs(first), Item::Glyphs(run)) => {
            let artifacts = first.owner == Owner::Artifact;
            let of_line = |run: &GlyphRun| (run.owner, run.change, run.origin.y);
            if artifacts { run.owner == first.owner } else { of_line(run) == of_line(first) }
        }
        (Item::Rule(first), Item::Rule(rule)) => rule.change == first.change,
        (Item::Shape(first), Item::Shape(shape)) => shape.owner == first.owner,
        (Item::Glyphs(_) | Item::Rule(_) | Item::Shape(_), _) => false,
    }
}

/// A page's surface.
struct Pen<'pen, 'surface> {
    surface: &'pen mut Surface<'surface>,
    content: &'pen mut Content,
    /// The page, from 0.
    number: usize,
}

impl Pen<'_, '_> {
    /// Opens marked content that is no part of the document.
    fn open_artifact(&mut self, kind: ArtifactType) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    }

    /// Opens the line of a part of the document that `first` begins and that reads `text`.
    ///
    /// The text is given as the replacement of what is drawn (ISO 32000-1, 14.9.4): readers that
    /// guess words from distances would take the gaps between Chinese and Latin for spaces, and
    /// squeezed marks for the beginnings of lines.
    fn open_line(&mut self, first: &GlyphRun, text: &str, width: Length) {
        let tag = SpanTag::empty().with_actual_text(Some(text));
        let identifier = self.surface.start_tagged(ContentTag::Span(tag));
        let GlyphRun { origin, size, .. } = *first;
        let extent = Extent {
            page: self.number,
            left: origin.x,
            top: origin.y - size,
            right: origin.x + width,
            bottom: origin.y + size.scaled(12, 100),
        };
        self.content.add(first.owner, Piece { identifier, change: first.change }, extent);
    }

    /// Opens the shapes of a part of the document, of which `first` is one.
    fn open_shapes<'a>(&mut self, first: &Shape, shapes: impl Iterator<Item = &'a Shape>) {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        let extents = shapes.map(|Shape { origin, width, height, .. }| Extent {
            page: self.number,
            left: origin.x,
            top: origin.y,
            right: origin.x + *width,
            bottom: origin.y + *height,
        });
        let Some(extent) = extents.reduce(Extent::around) else { return };
        self.content.add(first.owner, Piece { identifier, change: Change::Unchanged }, extent);
    }

    /// Closes what is open.
    fn close(&mut self) {
        self.surface.end_tagged();
    }
}

/// Draws the runs of a line, or of pagination.
fn draw_line<'a>(
    pen: &mut Pen,
    runs: impl Iterator<Item = &'a GlyphRun> + Clone,
    faces: &mut Faces,
) -> Result<(), PdfError> {
    let Some(first) = runs.clone().next() else { return Ok(()) };
    match first.owner {
        Owner::Artifact => pen.open_artifact(ArtifactType::PaginationOther),
        Owner::Mark => pen.open_artifact(ArtifactType::Watermark),
        Owner::Block { .. } | Owner::Caption { .. } | Owner::Cell { .. } => {
            let text: String = runs.clone().map(|run| run.text.as_str()).collect();
            let glyphs = runs.clone().flat_map(|run| &run.glyphs);
            let width = glyphs.map(|glyph| glyph.advance).sum();
            pen.open_line(first, &text, width);
        }
    }
    let drawn = runs.into_iter().try_for_each(|run| draw_run(pen, run, faces));
    pen.close();
    drawn
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
    let size = run.size.to_points_f32();
    let glyphs = glyphs(run);
    let fill = colour::fill(run.change);
    let stroke =
        Stroke { paint: fill.paint.clone(), width: size * BOLD_STROKE, ..Stroke::default() };
    pen.surface.set_stroke(run.bold.then_some(stroke));
    let grey = || Fill { paint: luma::Color::new(MARK_GREY).into(), ..Fill::default() };
    let is_mark = run.owner == Owner::Mark;
    pen.surface.set_fill(Some(if is_mark { grey() } else { fill }));
    let (x, y) = (run.origin.x.to_points_f32(), run.origin.y.to_points_f32());
    match run.turn {
        Turn::Upright => {
            let start = Point::from_xy(x, (run.origin.y + run.lowering).to_points_f32());
            pen.surface.draw_glyphs(start, &glyphs, font, &run.text, size, false);
        }
        Turn::Clockwise => {
            pen.surface.push_transform(&Transform::from_row(0.0, 1.0, -1.0, 0.0, x, y));
            let start = Point::from_xy(0.0, run.lowering.to_points_f32());
            pen.surface.draw_glyphs(start, &glyphs, font, &run.text, size, false);
            pen.surface.pop();
        }
    }
    Ok(())
}

/// Returns the glyphs of `run` as the PDF library takes them.
fn glyphs(run: &GlyphRun) -> Vec<KrillaGlyph> {
    let advances = advances(run.glyphs.iter().map(|glyph| glyph.advance), run.size);
    let glyphs = run.glyphs.iter().zip(advances).map(|(glyph, advance)| {
        let id = GlyphId::new(u32::from(glyph.id));
        KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, glyph.bytes.clone(), None)
    });
    glyphs.collect()
}

/// Returns `advances` in ems of `size`, such that each glyph stands at the thousandth of an em that is
/// nearest to its place: a PDF counts in thousandths, and whole numbers are short and mostly the same.
/// Lines do not drift.
fn advances(advances: impl Iterator<Item = Length>, size: Length) -> impl Iterator<Item = f32> {
    let em = size.to_emu();
    let mut end = 0;
    let mut place = 0;
    advances.map(move |advance| {
        end += advance.to_emu();
        let next = (end * 2000 + em).div_euclid(2 * em);
        let thousandths = i16::try_from(next - place);
        place = next;
        match thousandths {
            Ok(thousandths) => f32::from(thousandths) / 1000.0,
            Err(_) => advance.to_points_f32() / size.to_points_f32(),
        }
    })
}

/// Draws rules that follow one another and have their change in common as one path.
fn draw_rules<'a>(pen: &mut Pen, rules: impl Iterator<Item = &'a Rule> + Clone) {
    let change = rules.clone().next().map_or(Change::Unchanged, |rule| rule.change);
    let rectangles = rules.map(|rule| (rule.origin, rule.width, rule.height));
    if let Some(path) = path_of(rectangles) {
        pen.open_artifact(ArtifactType::Layout);
        pen.surface.set_stroke(None);
        pen.surface.set_fill(Some(colour::fill(change)));
        pen.surface.draw_path(&path);
        pen.close();
    }
}

/// Draws shapes that follow one another and have their owner in common.
fn draw_shapes<'a>(pen: &mut Pen, shapes: impl Iterator<Item = &'a Shape> + Clone) {
    let Some(first) = shapes.clone().next() else { return };
    pen.open_shapes(first, shapes.clone());
    pen.surface.set_stroke(None);
    for shape in shapes {
        let grey = Fill { paint: luma::Color::new(BAR_GREY).into(), ..Fill::default() };
        let fill = match (shape.kind, shape.change) {
            (ShapeKind::Bar, Change::Unchanged) => grey,
            (ShapeKind::Bar | ShapeKind::Axis, change) => colour::fill(change),
        };
        pen.surface.set_fill(Some(fill));
        if let Some(path) = path_of([(shape.origin, shape.width, shape.height)]) {
            pen.surface.draw_path(&path);
        }
    }
    pen.close();
}

/// Returns the path around rectangles given by corner, width and height; `None` where it is empty.
fn path_of(rectangles: impl IntoIterator<Item = (Corner, Length, Length)>) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (corner, width, height) in rectangles {
        let rectangle = Rect::from_xywh(
            corner.x.to_points_f32(),
            corner.y.to_points_f32(),
            width.to_points_f32(),
            height.to_points_f32(),
        );
        if let Some(rectangle) = rectangle {
            path.push_rect(rectangle);
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn glyphs_stand_at_the_nearest_thousandth_of_an_em(
            lengths in prop::collection::vec(0_i64..400_000, 0..60),
            size in 50_000_i64..300_000,
        ) {
            let (mut place, mut drawn) = (0, 0);
            let ems = advances(lengths.iter().copied().map(Length::emu), Length::emu(size));
            for (length, em) in lengths.iter().zip(ems) {
                place += length;
                #[expect(clippy::cast_possible_truncation, reason = "a whole number of thousandths")]
                let thousandths = (f64::from(em) * 1000.0).round() as i64;
                drawn += thousandths;
                // Half a thousandth of an em.
                prop_assert!((drawn * size - place * 1000).abs() * 2 <= size, "{drawn} {place}");
            }
        }
    }
}
