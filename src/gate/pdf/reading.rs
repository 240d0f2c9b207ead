//! Text in order: pieces of content joined to what a person reads on end.

use super::content::Piece;
use super::structure::{Leaf, Leaves};
use crate::gate::fold::PART;
use crate::gate::passage::{Passage, PassageKind};

/// Returns the readings of `pieces`, which stand on end at `part`.
///
/// The first has everything in a line joined. Where nothing says what stands there (`ActualText`),
/// a second one has a space between any two shown strings, since two numbers may stand in a line; a
/// third one has what is said to stand there. Readings that are equal are given once.
pub(super) fn passages<'a>(
    part: &str,
    pieces: impl Iterator<Item = &'a Piece> + Clone,
    leaves: &Leaves,
) -> Vec<Passage> {
    let shown = |piece: &'a Piece| Some(piece.joined.as_str());
    let parted = |piece: &'a Piece| {
        Some(if piece.replaced { piece.joined.as_str() } else { piece.apart.as_str() })
    };
    let said = |piece: &'a Piece| match &piece.replacement {
        Some(replacement) => Some(replacement.as_str()),
        None => (!piece.replaced).then_some(piece.joined.as_str()),
    };
    let readings = [
        (part.to_owned(), joined(pieces.clone(), leaves, shown, "")),
        (format!("{part}（逐段）"), joined(pieces.clone(), leaves, parted, " ")),
        (format!("{part}（替代文字 ActualText）"), joined(pieces, leaves, said, "")),
    ];
    let mut passages: Vec<Passage> = Vec::new();
    for (part, text) in readings {
        let known = passages.iter().any(|passage| passage.text == text);
        if !known && !text.is_empty() {
            passages.push(Passage { part, text, kind: PassageKind::Words });
        }
    }
    passages
}

/// Returns the pieces that the structure tree names, in its order.
pub(super) fn in_order<'a>(pieces: &'a [Vec<Piece>], leaves: &Leaves) -> Vec<&'a Piece> {
    let tagged =
        pieces.iter().flatten().filter_map(|piece| Some((leaf(piece, leaves)?.order, piece)));
    let mut tagged: Vec<(usize, &Piece)> = tagged.collect();
    tagged.sort_by_key(|(order, _)| *order);
    tagged.into_iter().map(|(_, piece)| piece).collect()
}

/// Joins the text of `pieces`: cells are parted, lines broken, what stands in one line joined by
/// `between`.
fn joined<'a>(
    pieces: impl Iterator<Item = &'a Piece>,
    leaves: &Leaves,
    text: impl Fn(&'a Piece) -> Option<&'a str>,
    between: &str,
) -> String {
    let mut joined = String::new();
    let mut previous: Option<&Piece> = None;
    for piece in pieces {
        let Some(text) = text(piece).filter(|text| !text.is_empty()) else { continue };
        if let Some(previous) = previous {
            let (last, next) = (leaf(previous, leaves), leaf(piece, leaves));
            let cell = last.is_some_and(|leaf| leaf.cell) || next.is_some_and(|leaf| leaf.cell);
            let together = last.map(|leaf| leaf.block) == next.map(|leaf| leaf.block);
            let in_line = previous.owner == piece.owner && previous.place.in_line(&piece.place);
            if cell && !together {
                joined.push(PART);
            } else if together && in_line {
                joined.push_str(between);
            } else {
                joined.push('\n');
            }
        }
        joined.push_str(text);
        previous = Some(piece);
    }
    joined
}

/// Returns the pieces that are part of the document and that no structure tree names.
pub(super) fn untagged<'a>(pieces: &'a [Vec<Piece>], leaves: &Leaves) -> Vec<&'a Piece> {
    let pieces = pieces.iter().flatten();
    pieces.filter(|piece| !piece.artifact && leaf(piece, leaves).is_none()).collect()
}

fn leaf(piece: &Piece, leaves: &Leaves) -> Option<Leaf> {
    leaves.get(piece.mark.as_ref()?).copied()
}
