//! What a bound volume adds: entries of contents, the list of attachments and the mark of each.

use super::fill::fill;
use super::justify::Spread;
use super::shape::{Piece, Shaped, Shaper};
use super::sheet::Sheet;
use super::text::{Keep, Part, SetText, TextRow, flush, on_grid};
use crate::document::{AttachmentList, AttachmentMark, Change, ContentsEntry, Length, TextStyle};

/// How many characters at the right of the contents are for the page numbers alone.
const PAGE_CHARACTERS: i64 = 3;

/// An entry of contents: its text, the dots and the page on its last line.
pub(super) struct SetEntry {
    /// What begins there.
    pub text: Part,
    /// The dots, as many as fit.
    pub leader: Part,
    /// The page.
    pub page: Part,
}

/// Sets an entry of contents: an entry below another begins two characters further right, dots lead
/// to the page at the right edge.
pub(super) fn contents_entry(
    entry: &ContentsEntry,
    style: TextStyle,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetEntry {
    let indent = sheet.character * 2 * i64::from(entry.depth.saturating_sub(1));
    let measure = sheet.measure - indent - sheet.character * PAGE_CHARACTERS;
    let shaped = shape(&entry.text, style, shaper);
    let lines = fill(&shaped, measure, measure);
    let mut rows: Vec<_> = lines
        .into_iter()
        .map(|line| on_grid(&shaped, line, sheet, indent, measure, Spread::Natural))
        .collect();
    // The last line of the text, the dots and the page stand on one line, which the page ends.
    let last = rows.last_mut().map_or(indent, |row| {
        row.grid_lines = 0;
        indent + row.line.width
    });
    let text = Part { shaped, rows };
    // Before the pages are known, any number keeps the place of one.
    let page = entry.page.unwrap_or_default().to_string();
    let page = shape(&page, style, shaper);
    let right = sheet.measure - width(&page, sheet);
    let page = part(page, right, sheet, 1);
    let dot = width(&shape(".", style, shaper), sheet).max(Length::emu(1));
    let gap = sheet.character / 4;
    let room = (right - gap) - (last + gap);
    let count = usize::try_from(room.to_emu() / dot.to_emu()).unwrap_or_default();
    let leader = shape(&".".repeat(count), style, shaper);
    let left = right - gap - width(&leader, sheet);
    SetEntry { text, leader: part(leader, left, sheet, 0), page }
}

/// Sets the list of attachments below one blank line (GB/T 9704-2012, 7.3.4): two characters in, the
/// numbers one below the other, and a name's further lines below its first character.
pub(super) fn attachment_list(
    list: &AttachmentList,
    style: TextStyle,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let indent = sheet.character * 2;
    let opening = width(&shape(AttachmentList::OPENING, style, shaper), sheet);
    let mut text = Vec::with_capacity(list.names.len());
    for (index, (label, name)) in list.lines().enumerate() {
        let first = if index == 0 { indent } else { indent + opening };
        let name_left = first + width(&shape(&label, style, shaper), sheet);
        let shaped = shape(&format!("{label}{name}"), style, shaper);
        let mut rows = Vec::new();
        for line in fill(&shaped, sheet.measure - first, sheet.measure - name_left) {
            let x = if line.start == 0 { first } else { name_left };
            rows.push(on_grid(&shaped, line, sheet, x, sheet.measure - x, Spread::Natural));
        }
        text.push(Part { shaped, rows });
    }
    SetText { parts: text, blank_before: 1, blank_after: 0, keep: Keep::Nothing }
}

/// Sets the mark of an attachment on the first line, flush left, so that its title stands on the
/// third (GB/T 9704-2012, 7.3.7).
pub(super) fn attachment_mark(
    mark: &AttachmentMark,
    style: TextStyle,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let part = flush(shape(&mark.label(), style, shaper), sheet, Length::ZERO);
    SetText { parts: vec![part], blank_before: 0, blank_after: 1, keep: Keep::WithNext }
}

fn shape(text: &str, style: TextStyle, shaper: &mut Shaper<'_>) -> Shaped {
    shaper.shape([Piece { text, style, strong: false, change: Change::Unchanged, figure: false }])
}

/// Returns the width of a text that stands on one line.
fn width(shaped: &Shaped, sheet: &Sheet) -> Length {
    let lines = fill(shaped, sheet.measure, sheet.measure);
    lines.first().map_or(Length::ZERO, |line| line.width)
}

/// Returns `shaped`, one line, at `left`; the next begins `grid_lines` further.
fn part(shaped: Shaped, left: Length, sheet: &Sheet, grid_lines: u32) -> Part {
    let mut rows = Vec::new();
    for line in fill(&shaped, sheet.measure, sheet.measure).into_iter().take(1) {
        let row = on_grid(&shaped, line, sheet, left, sheet.measure - left, Spread::Natural);
        rows.push(TextRow { grid_lines, ..row });
    }
    Part { shaped, rows }
}
