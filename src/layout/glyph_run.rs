//! Placing a line on a page: runs of glyphs on a baseline, and the lines through changed text.

use super::fill::Line;
use super::glyph_source::GlyphSource;
use super::justify::{Spread, advances};
use super::page::{Glyph, GlyphRun, Item, Owner, Point, Rule, Turn};
use super::shape::{Setting, Shaped};
use crate::document::{Change, Length};
use crate::fonts::FontId;

/// Where and how a line is placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement {
    /// Where the line begins on its baseline.
    pub origin: Point,
    /// The width that the line fills.
    pub measure: Length,
    /// How it fills it.
    pub spread: Spread,
    /// The part of the document that the line belongs to.
    pub owner: Owner,
    /// The thickness of the lines under inserted and through deleted text.
    pub rule: Length,
}

/// Places `line` of `shaped`: its glyph runs go to `items`, the lines of changes to `rules`.
pub(super) fn place(
    shaped: &Shaped,
    line: &Line,
    at: Placement,
    glyphs: &dyn GlyphSource,
    items: &mut Vec<Item>,
    rules: &mut Vec<Item>,
) {
    let mut run: Option<OpenRun> = None;
    let mut x = at.origin.x;
    let advances = advances(shaped, line, at.measure, at.spread);
    for (index, advance) in (line.start..line.end).zip(advances) {
        let key = (shaped.atoms[index].font, *shaped.setting(index));
        if run.as_ref().is_none_or(|run| !run.takes(key)) {
            if let Some(mut finished) = run.take() {
                if finished.setting.change != key.1.change {
                    finished.trim(shaped.advance(index - 1));
                }
                finished.close(at, glyphs, items, rules);
            }
            run = Some(OpenRun::new(key, x));
        }
        if let Some(run) = &mut run {
            run.push(shaped, index, advance);
        }
        x += advance;
    }
    if let Some(finished) = run {
        finished.close(at, glyphs, items, rules);
    }
}

/// Returns the distance from the top of a line `pitch` high to its baseline: the em square stands
/// in the middle, and the baseline 0.12 em above its foot, as in Chinese faces.
pub(super) fn baseline(pitch: Length, size: Length) -> Length {
    (pitch - size) / 2 + size.scaled(88, 100)
}

/// A run of glyphs to which the next atom may belong.
struct OpenRun {
    font: FontId,
    setting: Setting,
    x: Length,
    /// How wide the line under or through the run is.
    width: Length,
    text: String,
    glyphs: Vec<Glyph>,
}

impl OpenRun {
    fn new((font, setting): (FontId, Setting), x: Length) -> Self {
        Self { font, setting, x, width: Length::ZERO, text: String::new(), glyphs: Vec::new() }
    }

    fn takes(&self, (font, setting): (FontId, Setting)) -> bool {
        self.font == font
            && (self.setting.size, self.setting.bold, self.setting.change)
                == (setting.size, setting.bold, setting.change)
    }

    fn push(&mut self, shaped: &Shaped, index: usize, advance: Length) {
        let begin = self.text.len();
        self.text.push_str(&shaped.text[shaped.bytes(index)]);
        self.glyphs.push(Glyph {
            id: shaped.atoms[index].glyph,
            advance,
            bytes: begin..self.text.len(),
        });
        self.width += advance;
    }

    /// Takes the space after the last atom, `own` wide by itself, from under the run's line.
    fn trim(&mut self, own: Length) {
        if let Some(last) = self.glyphs.last().filter(|last| own < last.advance) {
            self.width -= last.advance - own;
        }
    }

    fn close(
        self,
        at: Placement,
        glyphs: &dyn GlyphSource,
        items: &mut Vec<Item>,
        rules: &mut Vec<Item>,
    ) {
        let size = self.setting.size;
        let height = match self.setting.change {
            Change::Unchanged => None,
            Change::Inserted => Some(size.scaled(14, 100)),
            Change::Deleted => Some(-size.scaled(36, 100)),
        };
        if let Some(height) = height {
            rules.push(Item::Rule(Rule {
                origin: Point { x: self.x, y: at.origin.y + height },
                width: self.width,
                height: at.rule,
                change: self.setting.change,
            }));
        }
        items.push(Item::Glyphs(GlyphRun {
            font: self.font,
            size,
            origin: Point { x: self.x, y: at.origin.y },
            lowering: glyphs.lowering(self.font, size),
            turn: Turn::Upright,
            text: self.text,
            glyphs: self.glyphs,
            bold: self.setting.bold,
            change: self.setting.change,
            owner: at.owner,
        }));
    }
}
