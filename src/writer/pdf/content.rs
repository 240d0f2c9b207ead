//! What has been drawn: for each part of the document the pieces of page content that belong to
//! it, and where it stands.

use std::collections::BTreeMap;

use krilla::tagging::Identifier;

use crate::document::{Change, Length};
use crate::layout::Owner;

/// The drawn content by the part of the document that it belongs to.
#[derive(Default)]
pub(super) struct Content {
    pieces: BTreeMap<Owner, Vec<Piece>>,
    extents: BTreeMap<Owner, Extent>,
    links: BTreeMap<Owner, Identifier>,
}

/// A stretch of page content: no more than one line.
pub(super) struct Piece {
    /// What the structure tree points to it by.
    pub(super) identifier: Identifier,
    /// Whether its text was added or taken out.
    pub(super) change: Change,
}

/// Where a block, or a piece of it, stands on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The page, from 0.
    pub(super) page: usize,
    /// The left edge, from the left edge of the page.
    pub(super) left: Length,
    /// The top edge, from the top edge of the page.
    pub(super) top: Length,
    /// The right edge, from the left edge of the page.
    pub(super) right: Length,
    /// The bottom edge, from the top edge of the page.
    pub(super) bottom: Length,
}

impl Extent {
    /// Returns what surrounds this and `other`, as far as it stands on this one's page.
    pub(super) fn around(self, other: Self) -> Self {
        if other.page != self.page {
            return self;
        }
        Self {
            page: self.page,
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

impl Content {
    /// Notes that `piece`, which stands at `extent`, belongs to `owner`.
    pub(super) fn add(&mut self, owner: Owner, piece: Piece, extent: Extent) {
        if matches!(owner, Owner::Block { .. }) {
            let known = self.extents.entry(owner).or_insert(extent);
            *known = known.around(extent);
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

    /// Returns where the block of `section` at `block` stands on the page that it begins on, or
    /// `None` when it shows nothing.
    pub(super) fn extent(&self, section: usize, block: usize) -> Option<Extent> {
        self.extents.get(&Owner::Block { section, block, part: 0 }).copied()
    }
}
