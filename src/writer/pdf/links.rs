//! Links: from each entry of the contents to where it leads.

use std::collections::BTreeMap;

use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};

use super::outline::shortened;
use crate::document::{Block, Document, Length};
use crate::layout::{GlyphRun, Item, Layout, Owner};

/// A link on a page.
pub(super) struct Link {
    /// The page that it stands on, from 0.
    pub(super) page: usize,
    /// The entry that it covers.
    pub(super) owner: Owner,
    /// The link itself.
    pub(super) annotation: Annotation,
}

/// Returns the links of the contents of `document`, in the order of their pages.
pub(super) fn links(document: &Document, layout: &Layout) -> Vec<Link> {
    let Some((section, block, contents)) = contents(document) else { return Vec::new() };
    let beginnings = layout.beginnings();
    let areas = areas(layout, section, block);
    let mut links = Vec::with_capacity(contents.len());
    for (part, (text, target)) in contents.into_iter().enumerate() {
        let owner = Owner::Block { section, block, part };
        let Some(target) = beginnings.get(&target) else { continue };
        let Some(area) = areas.get(&part) else { continue };
        let Some(rectangle) = area.rectangle() else { continue };
        let point = Point::from_xy(0.0, target.top.to_points_f32());
        let destination = XyzDestination::new(target.page, point);
        let link = LinkAnnotation::new(rectangle, Target::Destination(destination.into()));
        let annotation = Annotation::new_link(link, Some(shortened(text)));
        links.push(Link { page: area.page, owner, annotation });
    }
    links
}

/// What an entry says, and the section and block that it leads to.
type Entry<'a> = (&'a str, (usize, usize));

/// Returns the place of the contents, by section and block, and their entries.
fn contents(document: &Document) -> Option<(usize, usize, Vec<Entry<'_>>)> {
    document.sections.iter().enumerate().find_map(|(section, blocks)| {
        blocks.blocks.iter().enumerate().find_map(|(block, content)| match content {
            Block::Contents(contents) => {
                let entries = contents.entries.iter();
                let entries =
                    entries.map(|entry| (entry.text.as_str(), (entry.section, entry.block)));
                Some((section, block, entries.collect()))
            }
            _ => None,
        })
    })
}

/// The area of an entry on the page that it ends on.
#[derive(Clone, Copy)]
struct Area {
    page: usize,
    left: Length,
    top: Length,
    right: Length,
    bottom: Length,
}

impl Area {
    fn of(page: usize, run: &GlyphRun) -> Self {
        let right = run.glyphs.iter().fold(run.origin.x, |end, glyph| end + glyph.advance);
        let (top, bottom) = (run.origin.y - run.size, run.origin.y + run.size / 4);
        Self { page, left: run.origin.x, top, right, bottom }
    }

    /// Returns the area that covers both; of two pages, the later one's.
    fn with(self, other: Self) -> Self {
        if self.page != other.page {
            return other;
        }
        Self {
            page: self.page,
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn rectangle(self) -> Option<Rect> {
        let Self { left, top, right, bottom, .. } = self;
        let [left, top, right, bottom] = [left, top, right, bottom].map(Length::to_points_f32);
        Rect::from_ltrb(left, top, right, bottom)
    }
}

/// Returns the areas of the parts of a block.
fn areas(layout: &Layout, section: usize, block: usize) -> BTreeMap<usize, Area> {
    let mut areas: BTreeMap<usize, Area> = BTreeMap::new();
    for (page, content) in layout.pages.iter().enumerate() {
        for item in &content.items {
            let Item::Glyphs(run) = item else { continue };
            let Owner::Block { section: of, block: at, part } = run.owner else { continue };
            if (of, at) == (section, block) {
                let area = Area::of(page, run);
                areas.entry(part).and_modify(|known| *known = known.with(area)).or_insert(area);
            }
        }
    }
    areas
}
