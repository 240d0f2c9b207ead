//! What has been drawn: for each part of the document the pieces of page content that belong to
//! it, and where it begins.

use std::collections::BTreeMap;

use krilla::tagging::Identifier;

use crate::document::{Change, Length};
use crate::layout::Owner;

/// The drawn content by the part of the document that it belongs to.
#[derive(Default)]
pub(super) struct Content {
    pieces: BTreeMap<Owner, Vec<Piece>>,
    beginnings: BTreeMap<Owner, Beginning>,
    links: BTreeMap<Owner, Identifier>,
}

/// A stretch of page content: no more than one line.
pub(super) struct Piece {
    /// What the structure tree points to it by.
    pub(super) identifier: Identifier,
    /// Whether its text was added or taken out.
    pub(super) change: Change,
}

/// Where a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// The page, from 0.
    pub(super) page: usize,
    /// The top of the first line's characters, from the top edge of the page.
    pub(super) top: Length,
}

impl Content {
    /// Notes that `piece` belongs to `owner`, whose first piece begins at `beginning`.
    pub(super) fn add(&mut self, owner: Owner, piece: Piece, beginning: Beginning) {
        if matches!(owner, Owner::Block { .. }) {
            self.beginnings.entry(owner).or_insert(beginning);
        }
        self.pieces.entry(owner).or_default().push(piece);
    }

    /// Notes that `owner` is a link.
    pub(super) fn add_link(&mut self, owner: Owner, identifier: Identifier) {
        self.links.insert(owner, identifier);
    }

    /// Takes the link that `owner` is.
    pub(super) fn take_link(&mut self, owner: Owner) -> Option<Identifier> {
        self.links.remove(&owner)
    }

    /// Takes the pieces of `owner` in the order in which they were drawn.
    pub(super) fn take(&mut self, owner: Owner) -> Vec<Piece> {
        self.pieces.remove(&owner).unwrap_or_default()
    }

    /// Returns a part whose pieces have not been taken.
    pub(super) fn left_over(&self) -> Option<Owner> {
        self.pieces.keys().next().copied()
    }

    /// Returns where the block of `section` at `block` begins, or `None` when it shows nothing.
    pub(super) fn beginning(&self, section: usize, block: usize) -> Option<Beginning> {
        self.beginnings.get(&Owner::Block { section, block, part: 0 }).copied()
    }
}
