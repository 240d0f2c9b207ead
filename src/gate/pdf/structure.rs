//! The structure tree (ISO 32000-2, 14.7): in which order content is read, and what belongs together.

use std::collections::{BTreeMap, BTreeSet};

use super::content::MarkedContent;
use super::file::File;
use super::object::{Dictionary, Object};
use super::text_string::readings;
use crate::gate::fold::PART;

/// What marked content is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its place in the order of reading.
    pub(super) order: usize,
    /// The paragraph, heading or table cell.
    pub(super) block: usize,
    /// Whether that is a table cell.
    pub(super) cell: bool,
}

/// The marked content of a file by what ties it to the tree.
pub(super) type Leaves = BTreeMap<MarkedContent, Leaf>;

/// What a structure tree says.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The marked content that it names.
    pub(super) leaves: Leaves,
    /// The texts that stand for elements (`ActualText`), in order: a value may be parted by elements.
    pub(super) replacements: String,
}

/// An element, or what stands for one, that is still to be looked at.
#[derive(Clone, Copy)]
struct Pending<'a> {
    object: &'a Object,
    page: Option<u32>,
    block: usize,
    cell: bool,
}

/// Returns what the structure tree of `file` says.
pub(super) fn tree(file: &File, catalog: &Dictionary) -> Tree {
    let Tree { mut leaves, mut replacements } = Tree::default();
    let Some(root) = file.get(catalog, "StructTreeRoot").dictionary() else {
        return Tree::default();
    };
    let roles = file.get(root, "RoleMap").dictionary();
    let mut seen = BTreeSet::new();
    let mut blocks = 0;
    let children = file.get(root, "K");
    let mut pending = vec![Pending { object: children, page: None, block: 0, cell: false }];
    while let Some(next) = pending.pop() {
        if let Object::Reference(number) = next.object
            && !seen.insert(*number)
        {
            continue;
        }
        let mut add = |owner: Option<u32>, number: i64| {
            if let Some(owner) = owner {
                let order = leaves.len();
                let leaf = Leaf { order, block: next.block, cell: next.cell };
                leaves.entry((owner, number)).or_insert(leaf);
            }
        };
        let dictionary = match file.resolve(next.object) {
            Object::Integer(number) => {
                add(next.page, *number);
                continue;
            }
            Object::Array(array) => {
                pending.extend(array.iter().rev().map(|object| Pending { object, ..next }));
                continue;
            }
            Object::Dictionary(dictionary) => dictionary,
            _ => continue,
        };
        let reference = |key: &str| match dictionary.get(key.as_bytes()) {
            Some(Object::Reference(number)) => Some(*number),
            _ => None,
        };
        let page = reference("Pg").or(next.page);
        if let Some(number) = file.get(dictionary, "MCID").integer() {
            add(reference("Stm").or(page), number);
            continue;
        }
        let mut role = file.get(dictionary, "S").name().unwrap_or_default();
        // Roles may stand for one another, though never in a circle (14.7.3).
        for _ in 0..8 {
            let meant = roles.and_then(|roles| roles.get(role)).and_then(Object::name);
            role = meant.unwrap_or(role);
        }
        let starts = !next.cell && !is_inline(role);
        blocks += usize::from(starts);
        let cell = next.cell || matches!(role, b"TD" | b"TH");
        if let Object::String(replacement) = file.get(dictionary, "ActualText") {
            replacements.push(if cell && starts { PART } else { '\n' });
            replacements.push_str(&readings(replacement).join("\n"));
        }
        if let Some(object) = dictionary.get(b"K".as_slice()) {
            pending.push(Pending {
                object,
                page,
                block: if starts { blocks } else { next.block },
                cell,
            });
        }
    }
    Tree { leaves, replacements }
}

/// Returns whether an element of `role` is a part of a line.
fn is_inline(role: &[u8]) -> bool {
    matches!(
        role,
        b"Span"
            | b"Quote"
            | b"Reference"
            | b"Link"
            | b"Annot"
            | b"Code"
            | b"Em"
            | b"Strong"
            | b"Sub"
            | b"BibEntry"
            | b"Ruby"
            | b"RB"
            | b"RT"
            | b"RP"
            | b"Warichu"
            | b"WT"
            | b"WP"
            | b"Lbl"
            | b"LBody"
    )
}
