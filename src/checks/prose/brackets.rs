//! Brackets and quotation marks in pairs, of either width.

/// Two marks that belong together, each with its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) open: (usize, char),
    pub(super) close: (usize, char),
}

/// The marks of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Brackets {
    /// Those that belong together, in the order in which they close.
    pub(super) pairs: Vec<Pair>,
    /// Those that stand alone, in order.
    pub(super) alone: Vec<(usize, char)>,
}

/// Returns the family of a mark and whether it opens; `None` for any other character.
fn family(mark: char) -> Option<(u8, bool)> {
    Some(match mark {
        '（' | '(' => (0, true),
        '）' | ')' => (0, false),
        '〔' => (1, true),
        '〕' => (1, false),
        '【' => (2, true),
        '】' => (2, false),
        '[' | '［' => (3, true),
        ']' | '］' => (3, false),
        '《' => (4, true),
        '》' => (4, false),
        '“' => (5, true),
        '”' => (5, false),
        '‘' => (6, true),
        '’' => (6, false),
        _ => return None,
    })
}

/// The deepest that marks are followed into each other.
const MAX_DEPTH: usize = 16;

/// Returns the marks of `text`.
///
/// A closing bracket after a number or letter that nothing opens is an item's mark (1）) and is left
/// out, as is ’ between letters.
pub(super) fn brackets(text: &str) -> Brackets {
    let mut found = Brackets::default();
    let mut open: Vec<(u8, (usize, char))> = Vec::new();
    let mut previous = ' ';
    for (at, mark) in text.char_indices() {
        match family(mark) {
            Some((family, true)) => {
                if open.len() == MAX_DEPTH {
                    found.alone.push(open.remove(0).1);
                }
                open.push((family, (at, mark)));
            }
            Some((family, false)) => {
                if let Some(index) = open.iter().rposition(|(other, _)| *other == family) {
                    found.alone.extend(open.drain(index + 1..).map(|(_, mark)| mark));
                    let first = open.pop().map(|(_, mark)| mark);
                    found.pairs.extend(first.map(|open| Pair { open, close: (at, mark) }));
                } else if !(previous.is_ascii_alphanumeric() && matches!(mark, '）' | ')' | '’'))
                {
                    found.alone.push((at, mark));
                }
            }
            None => {}
        }
        previous = mark;
    }
    found.alone.extend(open.into_iter().map(|(_, mark)| mark));
    found.alone.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pair_up_across_widths() {
        let found = brackets("甲（乙)“丙《丁》”");
        let pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.open.1, pair.close.1)).collect();
        assert_eq!(pairs, [('（', ')'), ('《', '》'), ('“', '”')]);
        assert!(found.alone.is_empty());
    }

    #[test]
    fn what_has_no_partner_stands_alone() {
        let alone = |text| brackets(text).alone.iter().map(|(_, mark)| *mark).collect::<String>();
        assert_eq!(alone("（甲“乙）"), "“");
        assert_eq!(alone("甲）乙《丙"), "）《");
        assert_eq!(alone("1）甲；2）乙"), "");
        assert_eq!(alone("it’s"), "");
        assert_eq!(alone(&"（".repeat(40)).chars().count(), 40);
    }
}
