//! The widths of a table's columns and the size of its text, both from what the cells hold.

use std::ops::Range;

use super::table_spans::{Grid, Placed};
use crate::document::{Alignment, Length, Table};

/// The blank on either side of a cell's text, in thousandths of an em.
pub(super) const PADDING: i64 = 300;

/// Cells up to this wide, in thousandths of an em, are labels: they stay on one line.
const LABEL: i64 = 4_000;

/// How many lines a text may take before a smaller size is tried, unless it is prose.
const SENSIBLE_LINES: i64 = 3;

/// How many lines the rows of the body may take on average before a smaller size is tried, as a
/// fraction: where every other row wraps, the table reads better smaller.
const SENSIBLE_AVERAGE: (i64, i64) = (3, 2);

/// A text column is at least as wide as the first, in thousandths of an em, or as its text; one as
/// wide as the second may hold prose of any length.
const SENSIBLE_WIDTHS: (i64, i64) = (6_000, 20_000);

/// What a cell's text asks of its column, in thousandths of an em, padding aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Demand {
    /// The width on one line.
    pub line: i64,
    /// The width of the widest stretch that no line may break.
    pub word: i64,
    /// How the text stands in the cell.
    pub alignment: Option<Alignment>,
    /// Whether the cell is part of the table's head.
    pub head: bool,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The edges from left to right, one more than columns; the last is the table's width.
    pub edges: Vec<Length>,
    /// The size of the text.
    pub size: Length,
    /// The least width at which every word would fit, where that is more than there is.
    pub too_wide: Option<Length>,
}

/// Returns the columns of a table `width` wide, in the largest of `sizes` in which it fits.
///
/// Numbers and short labels stay on one line, heads take two lines where they must, and text
/// shares the rest. A size fits when no text takes more than three lines, and fits well when rows
/// take no more than one and a half on average. Where none fits well the largest that fits is
/// taken, else the smallest; where not even words fit, columns shrink alike.
///
/// Where the form sets the columns' shares of the width it is a wide form, set in the smallest size
/// throughout, so that its tables look alike whatever they hold.
pub(crate) fn columns(
    table: &Table,
    grid: &Grid,
    demands: &[Demand],
    sizes: &[Length],
    width: Length,
) -> Columns {
    match shares(table, grid) {
        Some(shares) => shared(&shares, grid, demands, sizes, width),
        None => fitted(grid, demands, sizes, width),
    }
}

/// Returns the columns' shares of the width, where the form sets those of all columns.
fn shares(table: &Table, grid: &Grid) -> Option<Vec<i64>> {
    let shares: Option<Vec<i64>> = table
        .columns
        .iter()
        .map(|column| column.share.map(|share| i64::from(share.max(1))))
        .collect();
    shares.filter(|shares| shares.len() == grid.columns)
}

/// Returns columns of the given shares of `width`.
fn shared(
    shares: &[i64],
    grid: &Grid,
    demands: &[Demand],
    sizes: &[Length],
    width: Length,
) -> Columns {
    let size = smallest(sizes);
    let edges = edges(shares, width);
    let least = |(cell, demand): (&Placed, &Demand)| {
        let has = edges[cell.end_column()] - edges[cell.column];
        let needs = size.scaled(demand.word + 2 * PADDING, 1000);
        // The whole table would have to be as much wider as this cell.
        let share = has.to_emu().max(1);
        (has < needs).then(|| Length::emu(width.to_emu() * needs.to_emu() / share))
    };
    let too_wide = grid.cells.iter().zip(demands).filter_map(least).max();
    Columns { edges, size, too_wide }
}

/// Returns the smallest size, which is the last.
fn smallest(sizes: &[Length]) -> Length {
    sizes.last().copied().unwrap_or(Length::points(12)).max(Length::points(1))
}

/// Returns columns as wide as their cells ask.
fn fitted(grid: &Grid, demands: &[Demand], sizes: &[Length], width: Length) -> Columns {
    let needs = Needs::of(grid, demands);
    let room = |size: Length| width.to_emu() * 1000 / size.to_emu().max(1);
    let sensible: i64 = needs.sensible.iter().sum();
    let fits = |size: &Length| sensible <= room(*size);
    let fits_well =
        |size: &Length| fits(size) && !often_wraps(grid, demands, &needs.widths(room(*size)));
    let fitting = sizes.iter().copied().find(fits_well).or(sizes.iter().copied().find(fits));
    let size = fitting.unwrap_or(smallest(sizes)).max(Length::points(1));
    let room = room(size);
    let least: i64 = needs.least.iter().sum();
    let too_wide = (room < least).then(|| size.scaled(least, 1000));
    Columns { edges: edges(&needs.widths(room), width), size, too_wide }
}

/// Returns whether the rows of the body take more lines on average than reads well in columns of
/// `widths`; cells over several rows do not count.
fn often_wraps(grid: &Grid, demands: &[Demand], widths: &[i64]) -> bool {
    let mut lines = vec![0; grid.rows];
    for (cell, demand) in grid.cells.iter().zip(demands) {
        if cell.rows == 1 && !demand.head {
            let width: i64 = widths[cell.column..cell.end_column()].iter().sum();
            let room = (width - 2 * PADDING).max(1);
            let needed = (demand.line + room - 1) / room;
            lines[cell.row] = needed.max(lines[cell.row]);
        }
    }
    let body = lines.into_iter().filter(|lines| *lines != 0);
    let (rows, lines) = body.fold((0, 0), |(rows, sum), lines| (rows + 1, sum + lines));
    SENSIBLE_AVERAGE.0 * rows < SENSIBLE_AVERAGE.1 * lines
}

/// What each column needs, padding included.
struct Needs {
    /// So that every word fits.
    least: Vec<i64>,
    /// So that the column reads well.
    sensible: Vec<i64>,
    /// So that every body cell takes one line.
    body: Vec<i64>,
    /// So that every cell takes one line.
    whole: Vec<i64>,
    /// Whether the column holds text rather than numbers and labels.
    text: Vec<bool>,
}

impl Needs {
    fn of(grid: &Grid, demands: &[Demand]) -> Self {
        let zeroes = vec![0; grid.columns];
        let mut needs = Self {
            least: zeroes.clone(),
            sensible: zeroes.clone(),
            body: zeroes.clone(),
            whole: zeroes,
            text: vec![false; grid.columns],
        };
        let mut wide = Vec::new();
        for (cell, demand) in grid.cells.iter().zip(demands) {
            let columns = cell.column..cell.end_column();
            if cell.columns == 1 {
                needs.ask(columns, *demand);
            } else {
                wide.push((columns, *demand));
            }
        }
        for (columns, demand) in wide {
            needs.ask(columns, demand);
        }
        needs
    }

    /// Returns the widths of the columns in `room`, which they fill where any text can use it.
    fn widths(&self, room: i64) -> Vec<i64> {
        let filled = [&self.sensible, &self.body, &self.whole]
            .into_iter()
            .fold(self.least.clone(), |widths, wanted| fill_up(&widths, wanted, room));
        share_rest(filled, self, room)
    }

    /// Raises what `columns` need together to what a cell over them demands. Text over several
    /// columns is left to wrap, and what it lacks goes to the text columns among them.
    fn ask(&mut self, columns: Range<usize>, demand: Demand) {
        let padded = |em: i64| em + 2 * PADDING;
        let single = columns.len() == 1;
        if single && !demand.head && demand.is_text() {
            self.text[columns.start] = true;
        }
        let text = &self.text[columns.clone()];
        let raise = |needs: &mut [i64], demand: i64| {
            raise(&mut needs[columns.clone()], text, padded(demand));
        };
        raise(&mut self.least, demand.word);
        raise(&mut self.sensible, demand.sensible());
        if single || !demand.is_text() {
            raise(&mut self.whole, demand.line);
            if !demand.head {
                raise(&mut self.body, demand.line);
            }
        }
    }
}

impl Demand {
    fn is_text(self) -> bool {
        LABEL < self.line && self.alignment != Some(Alignment::Right)
    }

    fn sensible(self) -> i64 {
        if self.head {
            let half = (self.line / 2 + 999) / 1000 * 1000;
            self.word.max(half.max(2000).min(self.line))
        } else if self.is_text() {
            let part = self.line / SENSIBLE_LINES;
            self.word.max(part.clamp(SENSIBLE_WIDTHS.0, SENSIBLE_WIDTHS.1).min(self.line))
        } else {
            self.line
        }
    }
}

/// Adds to the text columns among `needs`, else to all of them alike, so that together they reach
/// `demand`.
fn raise(needs: &mut [i64], text: &[bool], demand: i64) {
    let lacking = demand - needs.iter().sum::<i64>();
    if lacking <= 0 {
        return;
    }
    let any_text = text.contains(&true);
    let takes = |is_text: bool| is_text || !any_text;
    let takers = text.iter().filter(|is_text| takes(**is_text)).count();
    let count = i64::try_from(takers.max(1)).unwrap_or(i64::MAX);
    for (need, _) in needs.iter_mut().zip(text).filter(|(_, is_text)| takes(**is_text)) {
        *need += (lacking + count - 1) / count;
    }
}

/// Widens `from` towards `to`, the narrowest columns first, until `room` is used up; shrinks all
/// alike where `from` takes more than there is.
fn fill_up(from: &[i64], to: &[i64], room: i64) -> Vec<i64> {
    let used: i64 = from.iter().sum();
    if room < used {
        return from.iter().map(|width| width * room / used).collect();
    }
    let limits: Vec<i64> = from.iter().zip(to).map(|(from, to)| *(from.max(to))).collect();
    if limits.iter().sum::<i64>() <= room {
        return limits;
    }
    // The level to which every column is raised, unless its limit is lower or it stands higher.
    let at_level =
        |level: i64| from.iter().zip(&limits).map(move |(from, limit)| level.clamp(*from, *limit));
    let (mut low, mut high) = (0, room.max(1));
    while low + 1 < high {
        let level = i64::midpoint(low, high);
        if at_level(level).sum::<i64>() <= room {
            low = level;
        } else {
            high = level;
        }
    }
    at_level(low).collect()
}

/// Shares what is left of `room` among the text columns by their width, else among all of them.
fn share_rest(mut widths: Vec<i64>, needs: &Needs, room: i64) -> Vec<i64> {
    let rest = room - widths.iter().sum::<i64>();
    let any_text = needs.text.contains(&true);
    let weights: Vec<i64> = widths
        .iter()
        .zip(&needs.text)
        .map(|(width, text)| if *text || !any_text { *width } else { 0 })
        .collect();
    let sum: i64 = weights.iter().sum();
    if 0 < rest && 0 < sum {
        for (width, weight) in widths.iter_mut().zip(weights) {
            *width += rest * weight / sum;
        }
    }
    widths
}

/// Returns the edges of columns whose widths are in the proportion of `ems` and fill `width`.
fn edges(ems: &[i64], width: Length) -> Vec<Length> {
    let sum = ems.iter().sum::<i64>().max(1);
    let mut edges = vec![Length::ZERO];
    let mut before = 0;
    for em in ems {
        before += em;
        edges.push(width.scaled(before, sum));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: [Length; 3] = [Length::points(16), Length::points(12), Length::points(10)];

    fn grid(spans: &[usize]) -> Grid {
        let mut grid = Grid::default();
        (grid.columns, grid.rows) = (spans.iter().sum(), 2);
        let mut column = 0;
        for (cell, span) in spans.iter().enumerate() {
            grid.cells.push(Placed { row: 0, cell, column, columns: *span, rows: 1 });
            column += span;
        }
        grid
    }

    fn demand(line: i64, word: i64, alignment: Alignment) -> Demand {
        let (line, word, alignment) = (line * 1000, word * 1000, Some(alignment));
        Demand { line, word, alignment, head: false }
    }

    fn widths(columns: &Columns) -> Vec<i64> {
        let width = |pair: &[Length]| (pair[1] - pair[0]).to_emu() * 10 / columns.size.to_emu();
        columns.edges.windows(2).map(width).collect()
    }

    #[test]
    fn a_table_that_fits_takes_the_largest_size_and_text_the_rest() {
        let demands = [demand(1, 1, Alignment::Centre), demand(8, 1, Alignment::Left)];
        let set = fitted(&grid(&[1, 1]), &demands, &SIZES, Length::points(16 * 28));
        assert_eq!((set.size, set.too_wide), (SIZES[0], None));
        assert_eq!(widths(&set), [16, 264]);
    }

    #[test]
    fn a_smaller_size_is_taken_before_text_takes_more_than_three_lines() {
        let number = demand(6, 6, Alignment::Right);
        let demands = [number, number, number, demand(30, 1, Alignment::Left)];
        let set = fitted(&grid(&[1; 4]), &demands, &SIZES, Length::points(16 * 28));
        assert_eq!(set.size, SIZES[1]);
        assert_eq!(widths(&set)[..3], [66, 66, 66]);
    }

    #[test]
    fn a_smaller_size_is_taken_where_every_other_row_would_wrap() {
        let set = |line| {
            let mut grid = grid(&[1, 1]);
            grid.cells.push(Placed { row: 1, cell: 0, column: 0, columns: 1, rows: 1 });
            let number = demand(10, 10, Alignment::Right);
            let text = |line| demand(line, 1, Alignment::Left);
            let demands = [text(line), number, text(17)];
            fitted(&grid, &demands, &SIZES, Length::points(16 * 28)).size
        };
        assert_eq!([16, 17, 25].map(set), [SIZES[0], SIZES[1], SIZES[1]]);
    }

    #[test]
    fn words_that_do_not_fit_are_reported_and_columns_shrink_alike() {
        let demands = [demand(30, 30, Alignment::Right), demand(30, 30, Alignment::Right)];
        let set = fitted(&grid(&[1, 1]), &demands, &SIZES, Length::points(16 * 28));
        assert_eq!(set.size, SIZES[2]);
        assert_eq!(set.too_wide, Some(SIZES[2].scaled(61_200, 1000)));
        assert_eq!(widths(&set), [224, 224]);
    }

    #[test]
    fn a_label_over_several_columns_widens_them_but_text_there_does_not() {
        let set = |line| {
            let mut grid = grid(&[1, 1]);
            grid.cells.push(Placed { row: 1, cell: 0, column: 0, columns: 2, rows: 1 });
            let number = demand(1, 1, Alignment::Right);
            let demands = [number, number, demand(line, 1, Alignment::Left)];
            Needs::of(&grid, &demands).whole
        };
        assert_eq!(set(4), [2300, 2300]);
        assert_eq!(set(300), [1600, 1600]);
    }

    #[test]
    fn filling_up_raises_the_narrowest_first() {
        assert_eq!(fill_up(&[1, 2, 3], &[9, 9, 4], 12), [4, 4, 4]);
        assert_eq!(fill_up(&[1, 2], &[4, 4], 100), [4, 4]);
        assert_eq!(fill_up(&[10, 30], &[99, 99], 20), [5, 15]);
    }
}
