//! Text with its glyphs: one atom a character, before any line is chosen.

use std::collections::BTreeMap;
use std::ops::Range;

use icu_segmenter::options::{LineBreakOptions, WordBreakInvariantOptions};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, WordSegmenter, WordSegmenterBorrowed};

use super::MissingGlyph;
use super::character::{Class, is_invisible};
use super::glyph_source::GlyphSource;
use super::line_break::{self, Break};
use crate::document::{Change, Length, Run, TextStyle};
use crate::fonts::FontId;

/// How many characters of text stand on either side of a missing one in its context.
const CONTEXT: usize = 10;

/// What shows a character that no font has: the printer's mark for a missing sort, else a square.
const SUBSTITUTES: [char; 3] = ['〓', '□', '?'];

/// A stretch of text that is set one way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// How it is set.
    pub style: TextStyle,
    /// Whether it is set bold whatever the style says.
    pub strong: bool,
    /// Whether it was added or taken out.
    pub change: Change,
    /// Whether it is a figure, which no line may split.
    pub figure: bool,
}

/// Returns the pieces of `runs`, all set in `style`.
pub(super) fn pieces(runs: &[Run], style: TextStyle) -> impl Iterator<Item = Piece<'_>> {
    runs.iter().map(move |run| Piece {
        text: &run.text,
        style,
        strong: run.strong,
        change: run.change,
        figure: run.figure.is_some(),
    })
}

/// How an atom's stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The size of the em square.
    pub size: Length,
    /// What the grid adds to a square character's advance; negative where it tightens.
    pub tracking: Length,
    /// Whether the text is bold.
    pub bold: bool,
    /// Whether the text was added or taken out.
    pub change: Change,
}

/// One character and its glyph, with the invisible characters that follow it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// Where its bytes begin in the text; they end where the next atom's begin.
    pub start: usize,
    /// The character.
    pub character: char,
    /// What the character is to line layout.
    pub class: Class,
    /// The font of the glyph.
    pub font: FontId,
    /// The glyph's number in its font.
    pub glyph: u16,
    /// The glyph's advance in units of its font.
    advance_units: u16,
    /// The units of an em.
    units_per_em: u16,
    /// The index of its setting.
    setting: usize,
}

/// A text with its glyphs and the places where it may be broken.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    /// The whole text.
    pub text: String,
    /// Its atoms, which cover the text.
    pub atoms: Vec<Atom>,
    /// Before each atom: whether a line may begin there.
    pub breaks: Vec<Break>,
    settings: Vec<Setting>,
}

impl Shaped {
    /// Returns how the atom at `index` is set.
    pub(super) fn setting(&self, index: usize) -> &Setting {
        &self.settings[self.atoms[index].setting]
    }

    /// Returns the bytes of the text that the atom at `index` shows.
    pub(super) fn bytes(&self, index: usize) -> Range<usize> {
        let end = self.atoms.get(index + 1).map_or(self.text.len(), |next| next.start);
        self.atoms[index].start..end
    }

    /// Returns the distance that the atom at `index` takes on a line, its neighbours aside.
    pub(super) fn advance(&self, index: usize) -> Length {
        let atom = &self.atoms[index];
        let setting = self.setting(index);
        let own =
            setting.size.scaled(i64::from(atom.advance_units), i64::from(atom.units_per_em.max(1)));
        if self.is_full_width(index) { own + setting.tracking } else { own }
    }

    /// Returns whether the atom at `index` is a square character as wide as its em; fonts with
    /// narrow quotation marks have none of the blank that squeezing takes away.
    pub(super) fn is_full_width(&self, index: usize) -> bool {
        let atom = &self.atoms[index];
        atom.class.is_square()
            && u32::from(atom.units_per_em) * 9 <= u32::from(atom.advance_units) * 10
    }

    /// Returns whether the Latin text or number that ends with the atom at `left` was replaced by the
    /// one that follows: two words, though no space stands between them.
    pub(super) fn is_replaced(&self, left: usize) -> bool {
        let is_latin = |index: usize| self.atoms[index].class == Class::Latin;
        let (before, after) = (self.setting(left).change, self.setting(left + 1).change);
        matches!((before, after), (Change::Deleted, Change::Inserted))
            && is_latin(left)
            && is_latin(left + 1)
    }

    /// Sets the whole text in `size`, off the character grid.
    pub(super) fn resize(&mut self, size: Length) {
        for setting in &mut self.settings {
            setting.size = size;
            setting.tracking = Length::ZERO;
        }
    }
}

/// Turns text into atoms; remembers the characters that have no glyph.
pub(super) struct Shaper<'a> {
    /// Where the glyphs come from.
    pub glyphs: &'a dyn GlyphSource,
    /// Finds the words of titles.
    pub words: WordSegmenterBorrowed<'static>,
    lines: LineSegmenterBorrowed<'static>,
    missing: BTreeMap<char, String>,
    grid_size: Length,
    grid_tracking: Length,
}

impl<'a> Shaper<'a> {
    /// Returns a shaper that draws on `source`; text of `grid_size` is tracked so that a square
    /// character takes `pitch`.
    pub(super) fn new(source: &'a dyn GlyphSource, grid_size: Length, pitch: Length) -> Self {
        Self {
            glyphs: source,
            words: WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()),
            lines: LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()),
            missing: BTreeMap::new(),
            grid_size,
            grid_tracking: pitch - grid_size,
        }
    }

    /// Returns the atoms of `pieces` and the places where their text may be broken.
    pub(super) fn shape<'p>(&mut self, pieces: impl IntoIterator<Item = Piece<'p>>) -> Shaped {
        let mut shaped = Shaped::default();
        let mut figures = Vec::new();
        for piece in pieces {
            let first = shaped.atoms.len();
            self.push(&mut shaped, piece);
            if piece.figure {
                figures.push(first..shaped.atoms.len());
            }
        }
        shaped.breaks = line_break::find(&shaped.text, &shaped.atoms, &figures, self.lines);
        for index in 1..shaped.atoms.len() {
            if shaped.is_replaced(index - 1) && shaped.breaks[index] != Break::Forbidden {
                shaped.breaks[index] = Break::Allowed;
            }
        }
        shaped
    }

    /// Returns the characters that no font had, each with the first text it stood in.
    pub(super) fn into_missing(self) -> Vec<MissingGlyph> {
        self.missing
            .into_iter()
            .map(|(character, context)| MissingGlyph { character, context })
            .collect()
    }

    fn push(&mut self, shaped: &mut Shaped, piece: Piece<'_>) {
        let on_grid = piece.style.size == self.grid_size;
        shaped.settings.push(Setting {
            size: piece.style.size,
            tracking: if on_grid { self.grid_tracking } else { Length::ZERO },
            bold: piece.style.bold || piece.strong,
            change: piece.change,
        });
        let setting = shaped.settings.len() - 1;
        let offset = shaped.text.len();
        shaped.text.push_str(piece.text);
        for (at, character) in piece.text.char_indices() {
            if is_invisible(character) {
                continue;
            }
            let class = Class::of(character);
            let shown = if class == Class::Space { ' ' } else { character };
            let face = piece.style.face;
            let found = self.glyphs.glyph(face, shown).or_else(|| {
                self.report(character, piece.text, at);
                SUBSTITUTES.iter().find_map(|mark| self.glyphs.glyph(face, *mark))
            });
            let Some(glyph) = found else { continue };
            let start = if shaped.atoms.is_empty() { 0 } else { offset + at };
            shaped.atoms.push(Atom {
                start,
                character,
                class,
                font: glyph.font,
                glyph: glyph.id,
                advance_units: glyph.advance_units,
                units_per_em: glyph.units_per_em,
                setting,
            });
        }
    }

    fn report(&mut self, character: char, text: &str, at: usize) {
        self.missing.entry(character).or_insert_with(|| {
            let before = text[..at].char_indices().rev().take(CONTEXT).last();
            let begin = before.map_or(at, |(index, _)| index);
            text[begin..].chars().take(2 * CONTEXT + 1).collect()
        });
    }
}
