//! Outlines for a PDF: the glyphs that one document uses of a face with CFF outlines, as a TrueType
//! font.
//!
//! To cut a CFF font means to interpret and to write anew the program of every glyph, in every
//! document. TrueType glyphs are copied as they are, so each glyph is turned into one the first time
//! that a document asks for it, and kept. What a glyph becomes depends on the face alone, and which
//! glyphs a font gets on the document alone: a batch gives the bytes of single builds.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use kurbo::{CubicBez, Point, QuadSpline, cubics_to_quadratic_splines};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::raw::tables::glyf::CurvePoint;
use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};
use write_fonts::tables::glyf::{Contour, SimpleGlyph};
use write_fonts::{FontBuilder, OtRound, dump_table};

/// How many times an em holds the distance by which an outline may move: at 16 pt a thousandth of an
/// em is 6 µm, an eighth of a dot of a 600 dpi printer.
const EM_PARTS: f64 = 1_000.0;

/// The tables that the font takes over as they are.
const KEPT: [&[u8; 4]; 4] = [b"OS/2", b"hhea", b"name", b"post"];

/// The glyphs of a CFF face that documents have asked for.
#[derive(Debug)]
pub(super) struct Outlines {
    glyphs: Vec<OnceLock<Option<Outline>>>,
}

/// A TrueType glyph.
#[derive(Debug)]
struct Outline {
    /// The glyph as it stands in `glyf`; empty for a space.
    bytes: Box<[u8]>,
    left: i16,
    points: u16,
    contours: u16,
}

impl Outlines {
    /// Returns the outlines of `font`, none of which has been asked for; `None` for a face without
    /// CFF outlines.
    pub(super) fn of(font: &FontRef, glyph_count: u16) -> Option<Self> {
        font.cff().ok()?;
        Some(Self { glyphs: (0..glyph_count).map(|_| OnceLock::new()).collect() })
    }

    /// Returns a font file with `glyphs` of `font` under their numbers; `None` when an outline or a
    /// table is broken.
    pub(super) fn font(&self, font: &FontRef, glyphs: &BTreeSet<u16>) -> Option<Vec<u8>> {
        let outlines = font.outline_glyphs();
        let tolerance = f64::from(font.head().ok()?.units_per_em()) / EM_PARTS;
        let mut tables = Tables::new(font)?;
        // Every font has .notdef.
        for number in BTreeSet::from([0]).union(glyphs).copied() {
            let slot = self.glyphs.get(usize::from(number))?;
            let outline = slot.get_or_init(|| Outline::of(&outlines, number, tolerance));
            tables.add(number, outline.as_ref()?)?;
        }
        tables.finish(font)
    }
}

impl Outline {
    /// Returns the glyph `number` of `outlines`.
    fn of(outlines: &OutlineGlyphCollection, number: u16, tolerance: f64) -> Option<Self> {
        let mut pen = Pen { tolerance, ..Pen::default() };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outlines.get(GlyphId::from(number))?.draw(settings, &mut pen).ok()?;
        pen.close();
        let points = pen.contours.iter().map(Contour::len).sum::<usize>();
        let mut glyph = SimpleGlyph { contours: pen.contours, ..SimpleGlyph::default() };
        glyph.recompute_bounding_box();
        Some(Self {
            left: glyph.bbox.x_min,
            points: u16::try_from(points).ok()?,
            contours: i16::try_from(glyph.contours.len()).ok()?.unsigned_abs(),
            bytes: dump_table(&glyph).ok()?.into(),
        })
    }
}

/// Draws the contours of a glyph with quadratic curves.
#[derive(Default)]
struct Pen {
    tolerance: f64,
    contours: Vec<Contour>,
    /// The points of the contour that is being drawn.
    points: Vec<CurvePoint>,
    place: Point,
}

impl Pen {
    /// Goes to `place`, which is on the curve.
    fn go(&mut self, place: Point) {
        self.place = place;
        let point = CurvePoint::on_curve(place.x.ot_round(), place.y.ot_round());
        if self.points.last() != Some(&point) {
            self.points.push(point);
        }
    }

    /// Bends towards `place`, which is off the curve.
    fn bend(&mut self, place: Point) {
        self.points.push(CurvePoint::off_curve(place.x.ot_round(), place.y.ot_round()));
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.go(Point::new(x.into(), y.into()));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go(Point::new(x.into(), y.into()));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.bend(Point::new(cx.into(), cy.into()));
        self.go(Point::new(x.into(), y.into()));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let first = Point::new(cx0.into(), cy0.into());
        let second = Point::new(cx1.into(), cy1.into());
        let end = Point::new(x.into(), y.into());
        let curve = CubicBez::new(self.place, first, second, end);
        let splines = cubics_to_quadratic_splines(&[curve], self.tolerance).unwrap_or_default();
        // The first and the last point of a spline are on the curve, those between are not.
        if let Some([_, between @ .., _]) = splines.first().map(QuadSpline::points) {
            for place in between {
                self.bend(*place);
            }
        }
        self.go(end);
    }

    /// Ends the contour. TrueType contours turn the other way and close by themselves.
    fn close(&mut self) {
        let mut points = std::mem::take(&mut self.points);
        if points.len() > 1 && points.last() == points.first() {
            points.pop();
        }
        if points.len() > 2 {
            points.reverse();
            self.contours.push(points.into());
        }
    }
}

/// The tables of a font that is being put together.
struct Tables {
    head: Vec<u8>,
    /// Advance and left side of each glyph, then the left sides of those that share the last advance.
    sides: Vec<u8>,
    side_count: u16,
    glyf: Vec<u8>,
    /// Where each glyph begins in `glyf`.
    loca: Vec<u32>,
    glyph_count: u16,
    points: u16,
    contours: u16,
}

impl Tables {
    /// Returns the tables of `font` without glyphs.
    fn new(font: &FontRef) -> Option<Self> {
        let bytes = |tag: &[u8; 4]| Some(font.table_data(Tag::new(tag))?.as_bytes().to_vec());
        let mut head = bytes(b"head")?;
        // indexToLocFormat: four bytes an offset (OpenType, head).
        head.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
        Some(Self {
            head,
            sides: bytes(b"hmtx")?,
            side_count: font.hhea().ok()?.number_of_h_metrics(),
            glyf: Vec::new(),
            loca: Vec::new(),
            glyph_count: font.maxp().ok()?.num_glyphs(),
            points: 0,
            contours: 0,
        })
    }

    /// Adds the `outline` of the glyph `number`, which is above those that are there, and its left
    /// side, which readers move it to.
    fn add(&mut self, number: u16, outline: &Outline) -> Option<()> {
        self.begin_glyphs(number)?;
        self.glyf.extend(&outline.bytes);
        self.points = self.points.max(outline.points);
        self.contours = self.contours.max(outline.contours);
        let (number, count) = (usize::from(number), usize::from(self.side_count));
        let start = if number < count { 4 * number + 2 } else { 2 * (count + number) };
        self.sides.get_mut(start..start + 2)?.copy_from_slice(&outline.left.to_be_bytes());
        Some(())
    }

    /// Says that the glyphs from the last one that was added to `number` begin here.
    fn begin_glyphs(&mut self, number: u16) -> Option<()> {
        let offset = u32::try_from(self.glyf.len()).ok()?;
        self.loca.resize(usize::from(number) + 1, offset);
        Some(())
    }

    /// Returns the file with what `font` has besides.
    fn finish(mut self, font: &FontRef) -> Option<Vec<u8>> {
        // The last offset is the end of the last glyph.
        self.begin_glyphs(self.glyph_count)?;
        let loca: Vec<u8> = self.loca.into_iter().flat_map(u32::to_be_bytes).collect();
        // maxp: version 1.0, the limits of simple glyphs, and no instructions.
        let mut limits = vec![0, 1, 0, 0];
        for limit in [self.glyph_count, self.points, self.contours, 0, 0, 1] {
            limits.extend(limit.to_be_bytes());
        }
        limits.resize(32, 0);
        let mut builder = FontBuilder::new();
        for tag in KEPT.map(Tag::new) {
            if let Some(table) = font.table_data(tag) {
                builder.add_raw(tag, table.as_bytes());
            }
        }
        builder.add_raw(Tag::new(b"head"), self.head);
        builder.add_raw(Tag::new(b"hmtx"), self.sides);
        builder.add_raw(Tag::new(b"maxp"), limits);
        builder.add_raw(Tag::new(b"glyf"), self.glyf);
        builder.add_raw(Tag::new(b"loca"), loca);
        Some(builder.build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A point of the outline of `number` after each command, as a reader draws it.
    fn drawn(font: &FontRef, number: u16) -> Vec<Point> {
        struct Points(Vec<Point>);
        impl OutlinePen for Points {
            fn move_to(&mut self, x: f32, y: f32) {
                self.0.push(Point::new(x.into(), y.into()));
            }
            fn line_to(&mut self, x: f32, y: f32) {
                self.move_to(x, y);
            }
            fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
                self.move_to(x, y);
            }
            fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
                self.move_to(x, y);
            }
            fn close(&mut self) {}
        }
        let mut points = Points(Vec::new());
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let outline = font.outline_glyphs().get(GlyphId::from(number)).unwrap();
        outline.draw(settings, &mut points).unwrap();
        points.0
    }

    #[test]
    fn glyphs_keep_their_shapes_and_advances_whatever_was_asked_for_before() {
        for (file, index) in [("FandolFang-Regular.otf", 0), ("NotoSerifCJK-Regular.ttc", 2)] {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/").to_owned() + file;
            let bytes = std::fs::read(path).unwrap();
            let font = FontRef::from_index(&bytes, index).unwrap();
            let count = font.maxp().unwrap().num_glyphs();
            let glyphs: BTreeSet<u16> = (1..count).step_by(97).chain([count - 1]).collect();
            let outlines = Outlines::of(&font, count).unwrap();
            outlines.font(&font, &(5..300).collect()).unwrap();
            let made = outlines.font(&font, &glyphs).unwrap();
            assert!(Outlines::of(&font, count).unwrap().font(&font, &glyphs).unwrap() == made);
            let made = FontRef::new(&made).unwrap();
            assert!(Outlines::of(&made, count).is_none());
            let (old, new) = (font.hmtx().unwrap(), made.hmtx().unwrap());
            for number in glyphs {
                let glyph = GlyphId::from(number);
                assert_eq!(new.advance(glyph), old.advance(glyph), "{file} {number}");
                let after = drawn(&made, number);
                for corner in drawn(&font, number) {
                    let near = after.iter().any(|point| point.distance(corner) <= 1.0);
                    assert!(near, "{file} {number}: {corner:?} is gone");
                }
            }
        }
    }
}
