//! The nearest of the names there are to one that is not.

/// Returns the name in `known` that is most like `name`, if one is like it at all.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        // The first of equals wins, so that the answer follows the order of `known`.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known = ["excellence_rate", "coverage_rate"];
        assert_eq!(nearest("excelence_rate", known.into_iter()), Some("excellence_rate"));
        assert_eq!(nearest("x", known.into_iter()), None);
    }
}
