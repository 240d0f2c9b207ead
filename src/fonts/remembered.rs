//! Which glyph shows each character of a face, remembered from the first time that one asks: reports
//! of a run, and the pages of one, share most of their characters.

use std::fmt;
use std::sync::OnceLock;

use super::Glyph;

/// How many characters a shelf is for.
const SHELF: usize = 256;

/// What is known of the characters that differ in the last eight bits: nothing, or the answer.
type Shelf = [OnceLock<Option<Glyph>>; SHELF];

/// The answers for a face: shelves for the characters of the Basic Multilingual Plane. Others are too
/// rare to be remembered.
pub(super) struct Remembered {
    shelves: [OnceLock<Box<Shelf>>; SHELF],
}

impl Remembered {
    /// Returns answers of which none is known.
    pub(super) const fn new() -> Self {
        Self { shelves: [const { OnceLock::new() }; SHELF] }
    }

    /// Returns the answer for `character`: the first time, what `find` says.
    pub(super) fn get_or_find(
        &self,
        character: char,
        find: impl FnOnce() -> Option<Glyph>,
    ) -> Option<Glyph> {
        let Ok(code) = u16::try_from(u32::from(character)) else { return find() };
        let [shelf, place] = code.to_be_bytes().map(usize::from);
        let shelf =
            self.shelves[shelf].get_or_init(|| Box::new([const { OnceLock::new() }; SHELF]));
        *shelf[place].get_or_init(find)
    }
}

impl fmt::Debug for Remembered {
    /// Shows no answers, which are those of the fonts.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Remembered").finish_non_exhaustive()
    }
}
