//! A chart set: a row of the grid for each bar, its label before the axis, its value behind the bar,
//! and the title below.

use super::chart_places::{Places, places};
use super::fill::{Distances, Line};
use super::glyph_run::{Placement, baseline, place};
use super::justify::Spread;
use super::page::{Item, Owner, Point, Shape, ShapeKind};
use super::paginate::{Pages, place_row};
use super::shape::{Piece, Shaped, Shaper};
use super::sheet::Sheet;
use super::text::{Part, aligned};
use crate::document::{Alignment, Change, Chart, Length, PageProfile, Role, TextStyle};

/// A chart ready for pages.
pub(super) struct SetChart {
    /// The label and the value of each bar.
    bars: Vec<[Shaped; 2]>,
    places: Places,
    title: Part,
    size: Length,
    change: Change,
}

impl SetChart {
    /// Returns how many grid lines the chart takes.
    pub(super) fn grid_lines(&self) -> u32 {
        let bars = u32::try_from(self.bars.len()).unwrap_or(u32::MAX);
        self.title.rows.iter().fold(bars, |sum, row| sum.saturating_add(row.grid_lines))
    }
}

/// Sets `chart` as wide as the type area, in the style of the lines above tables.
pub(super) fn chart(
    chart: &Chart,
    page: &PageProfile,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetChart {
    let style = page.styles.of(Role::TableCaption);
    let change = chart.change;
    let words = |text| Piece { text, style, strong: false, change, figure: false };
    let bars: Vec<[Shaped; 2]> = chart
        .bars
        .iter()
        .map(|bar| {
            let value = bar.value.iter().map(|run| Piece {
                figure: run.figure.is_some(),
                strong: run.strong,
                ..words(run.text.as_str())
            });
            [shaper.shape([words(bar.label.as_str())]), shaper.shape(value)]
        })
        .collect();
    let widest = |which: usize| {
        bars.iter().map(|bar| whole_line(&bar[which]).width).max().unwrap_or(Length::ZERO)
    };
    let widths = (widest(0), widest(1));
    let TextStyle { size, .. } = style;
    let places = places(chart, widths, size, sheet.pitch, sheet.measure);
    let title = shaper.shape([words(chart.title.as_str())]);
    let title = aligned(title, sheet, (Length::ZERO, Length::ZERO), Alignment::Centre);
    SetChart { bars, places, title, size, change }
}

/// Places `chart`, which belongs to `owner`, from the current grid line on.
pub(super) fn place_chart(
    chart: &SetChart,
    owner: Owner,
    pages: &mut Pages<'_>,
    shaper: &mut Shaper<'_>,
) {
    for (index, [label, value]) in chart.bars.iter().enumerate() {
        // Only a sheet with fewer lines than the chart begins a page here.
        pages.ensure(1, shaper);
        let (left, top) = (pages.sheet.left, pages.line_top());
        let pitch = pages.sheet.pitch;
        let line = whole_line(label);
        let begin = (chart.places.labels_end - line.width).max(Length::ZERO);
        let text = |shaped: &Shaped, x: Length, pages: &mut Pages<'_>| {
            let (content, artifacts, rule) = pages.items();
            let line = whole_line(shaped);
            let at = Placement {
                origin: Point { x: left + x, y: top + baseline(pitch, chart.size) },
                measure: line.width,
                spread: Spread::Natural,
                owner,
                rule,
            };
            place(shaped, &line, at, shaper.glyphs, content, artifacts);
        };
        text(label, begin, pages);
        let (content, _, rule) = pages.items();
        content.extend(shapes(chart, index, (left, top), pitch, rule, owner));
        text(value, chart.places.values[index], pages);
        pages.advance(1);
    }
    for row in &chart.title.rows {
        place_row(&chart.title, row, owner, pages, shaper);
    }
}

/// Returns the bar at `index` and the stretch of the axis beside it, in a row at `left` and `top`.
fn shapes(
    chart: &SetChart,
    index: usize,
    (left, top): (Length, Length),
    pitch: Length,
    rule: Length,
    owner: Owner,
) -> impl Iterator<Item = Item> {
    let shape = move |kind, (x, y), width, height| {
        let origin = Point { x: left + x, y: top + y };
        Item::Shape(Shape { origin, width, height, kind, change: chart.change, owner })
    };
    let Places { axis, thickness, .. } = chart.places;
    let bar = chart.places.bars[index].filter(|(from, to)| from < to).map(|(from, to)| {
        shape(ShapeKind::Bar, (from, (pitch - thickness) / 2), to - from, thickness)
    });
    bar.into_iter().chain([shape(ShapeKind::Axis, (axis - rule, Length::ZERO), rule, pitch)])
}

/// Returns all of `shaped` as one line.
fn whole_line(shaped: &Shaped) -> Line {
    let end = shaped.atoms.len();
    let width = Distances::of(shaped).width(shaped, 0, end);
    Line { start: 0, end, visible: end, width, last: true }
}
