//! Titles: lines of like length, chosen over the whole text so that none ends inside a word or a
//! name.

use super::GlyphSource;
use super::character::Class;
use super::fill::{Distances, Line, fill};
use super::glyph_run::baseline;
use super::justify::Spread;
use super::line_break::Break;
use super::shape::{Shaped, Shaper, pieces};
use super::sheet::Sheet;
use super::text::{Keep, Part, SetText, TextRow, align};
use crate::document::{Alignment, Length, Orientation, PageProfile, Run, TextStyle};

/// Returns the distance from line to line in titles of `size`.
pub(crate) fn line_pitch(size: Length) -> Length {
    size.scaled(3, 2)
}

/// Returns the widths of the lines that centred text is set in within `measure`, for writers that
/// leave the setting itself to the reader's program.
pub(crate) fn line_widths(
    runs: &[Run],
    style: TextStyle,
    names: &[&str],
    measure: Length,
    (profile, glyphs): (&PageProfile, &dyn GlyphSource),
) -> Vec<Length> {
    let sheet = Sheet::of(profile, Orientation::Portrait);
    let mut shaper = Shaper::new(glyphs, profile.styles.body.size, sheet.character);
    let shaped = shaper.shape(pieces(runs, style));
    let lines = balanced(&shaped, names, measure, &shaper);
    lines.iter().map(|line| line.width).collect()
}

/// Sets the title, one blank line after it (GB/T 9704-2012, 7.3.1).
///
/// Its lines stand an em and a half apart, in the middle of as many grid lines as they take.
/// `names` are words that no line may split: the department's.
pub(super) fn title(
    runs: &[Run],
    style: TextStyle,
    names: &[&str],
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let part = centred(runs, style, names, sheet, shaper, line_pitch(style.size));
    SetText { parts: vec![part], blank_before: 0, blank_after: 1, keep: Keep::WithNext }
}

/// Sets the issuing department's name above the title, in lines chosen as a title's are.
pub(super) fn issuer(
    runs: &[Run],
    style: TextStyle,
    names: &[&str],
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let part = centred(runs, style, names, sheet, shaper, sheet.pitch);
    SetText { parts: vec![part], blank_before: 0, blank_after: 0, keep: Keep::WithNext }
}

fn centred(
    runs: &[Run],
    style: TextStyle,
    names: &[&str],
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
    pitch: Length,
) -> Part {
    let shaped = shaper.shape(pieces(runs, style));
    let lines = balanced(&shaped, names, sheet.measure, shaper);
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let grid_lines = sheet.grid_lines(pitch * count);
    let together = grid_lines <= sheet.lines;
    let padding = (sheet.pitch * i64::from(grid_lines) - pitch * count) / 2;
    let mut rows = Vec::new();
    for (index, line) in (0..).zip(lines) {
        let x = align(sheet.measure, line.width, Alignment::Centre);
        // A title that no page holds is set line after line, each on grid lines of its own.
        let (drop, grid_lines) = if together {
            let drop = padding + pitch * index + baseline(pitch, style.size);
            (drop, if line.last { grid_lines } else { 0 })
        } else {
            let grid_lines = sheet.grid_lines(pitch).max(1);
            (baseline(sheet.pitch * i64::from(grid_lines), style.size), grid_lines)
        };
        let (measure, spread) = (sheet.measure, Spread::Natural);
        rows.push(TextRow { line, x, measure, spread, drop, grid_lines });
    }
    Part { shaped, rows }
}

/// Returns the lines of `shaped`: as few as fit, and among those the ones most alike in length.
///
/// A line ends at a word's end outside `names` if that can be, else at a word's end, else wherever
/// a line of prose may end.
pub(super) fn balanced(
    shaped: &Shaped,
    names: &[&str],
    measure: Length,
    shaper: &Shaper<'_>,
) -> Vec<Line> {
    let distances = Distances::of(shaped);
    let count = shaped.atoms.len();
    if count == 0 {
        return Vec::new();
    }
    if distances.width(shaped, 0, count) <= measure {
        return fill(shaped, measure, measure);
    }
    let words = word_ends(shaped, shaper);
    let outside_names = without_names(&words, shaped, names);
    let anywhere = allowed(shaped);
    [outside_names, words, anywhere]
        .iter()
        .find_map(|places| most_alike(shaped, &distances, places, measure))
        .unwrap_or_else(|| fill(shaped, measure, measure))
}

/// A place where a title's line may end.
#[derive(Clone, Copy)]
struct Place {
    /// The atom that the next line begins with.
    atom: usize,
    /// Whether a word of one character stands beside the place, which the dictionary has often cut
    /// from a longer word.
    doubtful: bool,
}

fn allowed(shaped: &Shaped) -> Vec<Place> {
    (1..shaped.atoms.len())
        .filter(|index| shaped.breaks[*index] == Break::Allowed)
        .map(|atom| Place { atom, doubtful: false })
        .collect()
}

fn word_ends(shaped: &Shaped, shaper: &Shaper<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut atom = 0;
    let mut word_start = 0;
    for end in shaper.words.segment_str(&shaped.text).skip(1) {
        let mut characters = shaped.text[word_start..end].chars();
        let first = characters.next().map(Class::of);
        let single = first == Some(Class::Ideograph) && characters.next().is_none();
        if single && let Some(before) = places.last_mut().filter(|place| place.atom == atom) {
            before.doubtful = true;
        }
        while shaped.atoms.get(atom).is_some_and(|next| next.start < end) {
            atom += 1;
        }
        if shaped.breaks.get(atom) == Some(&Break::Allowed) {
            places.push(Place { atom, doubtful: single });
        }
        word_start = end;
    }
    places
}

fn without_names(places: &[Place], shaped: &Shaped, names: &[&str]) -> Vec<Place> {
    let mut inside = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        inside.extend(shaped.text.match_indices(name).map(|(at, found)| at + 1..at + found.len()));
    }
    inside.sort_by_key(|range| range.start);
    let mut ranges = inside.iter().peekable();
    let outside = |place: &&Place| {
        let start = shaped.atoms[place.atom].start;
        while ranges.next_if(|range| range.end <= start).is_some() {}
        ranges.peek().is_none_or(|range| !range.contains(&start))
    };
    places.iter().filter(outside).copied().collect()
}

/// Returns the lines that end at `places`, as few as fit into `measure` and most alike in length,
/// or `None` when a line would not fit.
fn most_alike(
    shaped: &Shaped,
    distances: &Distances,
    places: &[Place],
    measure: Length,
) -> Option<Vec<Line>> {
    let count = shaped.atoms.len();
    let mut stops = vec![Place { atom: 0, doubtful: false }];
    stops.extend(places);
    stops.push(Place { atom: count, doubtful: false });
    // The best way to each stop: how many lines, how unlike they are, and the stop before it.
    let mut ways: Vec<Option<(usize, i64, usize)>> = vec![None; stops.len()];
    ways[0] = Some((0, 0, 0));
    for (index, stop) in stops.iter().enumerate().skip(1) {
        let visible = visible_end(shaped, stop.atom);
        for before in (0..index).rev() {
            let width = distances.width(shaped, stops[before].atom, visible);
            if measure < width {
                break;
            }
            if let Some((lines, unlike, _)) = ways[before] {
                let cost = unlike + unlikeness(width, stop.doubtful);
                let way = (lines + 1, cost, before);
                if ways[index].is_none_or(|best| (way.0, way.1) < (best.0, best.1)) {
                    ways[index] = Some(way);
                }
            }
        }
    }
    let mut lines = Vec::new();
    let mut index = stops.len() - 1;
    while index != 0 {
        let (_, _, before) = ways[index]?;
        let (start, end) = (stops[before].atom, stops[index].atom);
        let visible = visible_end(shaped, end);
        let width = distances.width(shaped, start, visible);
        lines.push(Line { start, end, visible, width, last: end == count });
        index = before;
    }
    lines.reverse();
    Some(lines)
}

/// Returns what a line adds to the unlikeness of lines: its width squared, in points, which for
/// lines of one sum is least when they are alike; a doubtful end weighs as much as lines that
/// differ by some three characters.
fn unlikeness(width: Length, doubtful: bool) -> i64 {
    const DOUBT: i64 = 2000;
    let points = width.to_emu() / Length::points(1).to_emu();
    points * points + if doubtful { DOUBT } else { 0 }
}

fn visible_end(shaped: &Shaped, end: usize) -> usize {
    let hanging = shaped.atoms[..end].iter().rev().take_while(|atom| atom.class == Class::Space);
    end - hanging.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Orientation, PageProfile};
    use crate::layout::glyph_source::SquareGlyphs;

    fn lines(text: &str, name: &str) -> Vec<String> {
        let page = PageProfile::gb9704();
        let sheet = Sheet::of(&page, Orientation::Portrait);
        let mut shaper = Shaper::new(&SquareGlyphs, page.styles.body.size, sheet.character);
        let runs = [Run::text(text)];
        let part = &title(&runs, page.styles.title, &[name], &sheet, &mut shaper).parts[0];
        let bytes =
            |line: &Line| part.shaped.bytes(line.start).start..part.shaped.bytes(line.end - 1).end;
        part.rows.iter().map(|row| part.shaped.text[bytes(&row.line)].to_owned()).collect()
    }

    #[test]
    fn the_reference_title_is_balanced_after_the_name() {
        assert_eq!(
            lines("2023年度昌黎县总工会整体绩效自评工作报告", "昌黎县总工会"),
            ["2023年度昌黎县总工会", "整体绩效自评工作报告"]
        );
    }

    #[test]
    fn a_short_title_takes_one_line() {
        assert_eq!(lines("整体绩效自评工作报告", "昌黎县总工会"), ["整体绩效自评工作报告"]);
    }

    #[test]
    fn a_name_is_never_split() {
        let name = "昌黎县农业农村局农村经济发展中心";
        for line in lines(&format!("2023年度{name}部门整体支出绩效自评工作报告"), name)
        {
            let holds = line.contains(name);
            assert!(
                holds || !name.chars().any(|part| "黎农村局".contains(part) && line.contains(part)),
                "{line}"
            );
        }
    }

    #[test]
    fn three_lines_are_alike_too() {
        let set = lines(
            "昌黎县人力资源和社会保障局关于二〇二三年度部门整体支出绩效自评工作开展情况及结果应用的报告",
            "昌黎县人力资源和社会保障局",
        );
        assert_eq!(set.len(), 3);
        assert!(set.iter().all(|line| (11..=20).contains(&line.chars().count())), "{set:?}");
    }

    #[test]
    fn a_mark_is_no_doubtful_word() {
        let page = PageProfile::gb9704();
        let mut shaper = Shaper::new(&SquareGlyphs, Length::points(16), Length::points(16));
        let runs = [Run::text("主管部门（单位）")];
        let shaped = shaper.shape(pieces(&runs, page.styles.title));
        let lines = balanced(&shaped, &[], page.styles.title.size * 6, &shaper);
        assert_eq!(lines.iter().map(|line| line.end).collect::<Vec<_>>(), [4, 8]);
    }

    #[test]
    fn a_name_longer_than_a_line_is_split_between_words() {
        let name = "昌黎县".repeat(12);
        assert_eq!(lines(&name, &name).concat(), name);
    }

    #[test]
    fn title_lines_fill_whole_grid_lines() {
        let page = PageProfile::gb9704();
        let sheet = Sheet::of(&page, Orientation::Portrait);
        let mut shaper = Shaper::new(&SquareGlyphs, page.styles.body.size, sheet.character);
        let runs = [Run::text("2023年度昌黎县总工会整体绩效自评工作报告")];
        let set = title(&runs, page.styles.title, &[], &sheet, &mut shaper);
        assert_eq!(set.grid_lines(), 3);
        let drops: Vec<_> = set.parts[0].rows.iter().map(|row| row.drop).collect();
        assert_eq!(drops[1] - drops[0], Length::points(33));
    }
}
