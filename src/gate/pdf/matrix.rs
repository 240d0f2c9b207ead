//! Where text stands on a page: transformations (ISO 32000-2, 8.3), and whether two texts share a line.

use super::object::Object;

/// A transformation of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix([f64; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    /// Returns the transformation that six numbers are.
    pub(super) fn of(numbers: &[Object]) -> Option<Self> {
        let numbers: Option<Vec<f64>> = numbers.iter().map(Object::number).collect();
        numbers?.try_into().ok().map(Self)
    }

    /// Returns the transformation that an array is.
    pub(super) fn read(object: &Object) -> Option<Self> {
        object.array().and_then(Self::of)
    }

    /// Returns this transformation and then `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let row = |x: f64, y: f64, moved: f64| {
            let of = |column: usize| {
                x * next.0[column] + y * next.0[column + 2] + moved * next.0[column + 4]
            };
            [of(0), of(1)]
        };
        let [[xx, xy], [yx, yy], [x, y]] = [(0, 0.0), (2, 0.0), (4, 1.0)]
            .map(|(at, moved)| row(self.0[at], self.0[at + 1], moved));
        Self([xx, xy, yx, yy, x, y])
    }

    /// Returns this transformation after a move.
    pub(super) fn moved(&self, right: f64, up: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, right, up]).then(self)
    }

    /// Returns this transformation of units of `size`.
    pub(super) fn scaled(&self, size: f64) -> Self {
        Self([size, 0.0, 0.0, size, 0.0, 0.0]).then(self)
    }

    /// Returns whether text at `next` continues the line of text here: along its base line, within
    /// half the size beside it.
    pub(super) fn in_line(&self, next: &Self) -> bool {
        let [a, b, _, _, x, y] = self.0;
        let [next_a, next_b, _, _, next_x, next_y] = next.0;
        let size = a.hypot(b);
        let beside = (next_x - x) * b - (next_y - y) * a;
        let turned = a * next_b - b * next_a;
        beside.abs() <= size * size / 2.0 && turned.abs() <= size * next_a.hypot(next_b) / 100.0
    }
}
