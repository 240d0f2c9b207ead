//! The range of values that a sum of unknowns can have.

/// What the relations leave open of a sum of unknowns, and which of them do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least value that the relations allow; `None` where there is none.
    pub least: Option<i128>,
    /// The greatest value that the relations allow; `None` where there is none.
    pub most: Option<i128>,
    /// The origins of the relations that both bounds follow from, in order, each once.
    pub because: Vec<usize>,
}

impl Range {
    /// Returns whether one value is left.
    pub fn is_exact(&self) -> bool {
        self.least.is_some() && self.least == self.most
    }

    /// Returns whether the values that are left lie within `step` of each other, or within a
    /// hundredth of the one that is farthest from zero.
    pub fn is_narrow(&self, step: i128) -> bool {
        let (Some(least), Some(most)) = (self.least, self.most) else { return false };
        let Some(width) = most.checked_sub(least) else { return false };
        let magnitude = least.unsigned_abs().max(most.unsigned_abs());
        width <= step || width.unsigned_abs().checked_mul(100).is_some_and(|w| w <= magnitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_narrow(least: i128, most: i128, step: i128) -> bool {
        Range { least: Some(least), most: Some(most), because: Vec::new() }.is_narrow(step)
    }

    #[test]
    fn a_range_is_narrow_by_a_step_or_by_a_hundredth() {
        assert!(is_narrow(7, 7, 0));
        assert!(is_narrow(0, 10, 10));
        assert!(!is_narrow(0, 11, 10));
        assert!(is_narrow(990, 1000, 0));
        assert!(!is_narrow(989, 1000, 0));
        assert!(is_narrow(-1000, -990, 0));
        assert!(!is_narrow(i128::MIN, i128::MAX, 5));
        assert!(!Range { least: Some(1), ..Range::default() }.is_narrow(5));
    }
}
