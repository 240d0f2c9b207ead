//! The simplex method in exact fractions, with Bland's rule, so that it always ends.

use std::cmp::Ordering;

use super::fraction::Fraction;

/// How many cells a tableau may work through, all its answers together.
const MAX_WORK: usize = 20_000_000;

/// Variables, none below zero, of which some are written as sums of the others.
///
/// A row's variable equals its constant and the columns' variables, each times its cell; a column's
/// variable is zero as long as it stands there.
#[derive(Clone, Debug)]
pub(super) struct Tableau {
    row_variables: Vec<usize>,
    column_variables: Vec<usize>,
    rows: Vec<Row>,
    work: usize,
}

/// A constant and a cell for each column.
#[derive(Clone, Debug)]
struct Row {
    constant: Fraction,
    cells: Vec<Fraction>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unanswered {
    /// No values satisfy all rows.
    Contradiction,
    /// A number or the work grew too large.
    TooLarge,
}

/// The greatest value of a sum of variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Greatest {
    /// There is none.
    Unbounded,
    /// It is `value`, because the variables of `because` are not below zero.
    Bounded { value: Fraction, because: Vec<usize> },
}

impl Tableau {
    /// Returns the tableau of `rows`, a constant and the times of each of the first `columns`
    /// variables; each row stands for a further variable. It is then at a point where no variable
    /// is below zero.
    pub(super) fn new(
        columns: usize,
        rows: Vec<(i128, Vec<(usize, i128)>)>,
    ) -> Result<Self, Unanswered> {
        let row_variables = (columns..columns + rows.len()).collect();
        let rows = rows.into_iter().map(|(constant, terms)| {
            let mut cells = vec![Fraction::ZERO; columns];
            for (column, times) in terms {
                if let Some(cell) = cells.get_mut(column) {
                    *cell = Fraction::whole(times);
                }
            }
            Row { constant: Fraction::whole(constant), cells }
        });
        let mut tableau = Self {
            row_variables,
            column_variables: (0..columns).collect(),
            rows: rows.collect(),
            work: 0,
        };
        while let Some(row) = tableau.first_row(|row| row.constant.is_negative()) {
            let column = tableau.first_column(&tableau.rows[row], Fraction::is_positive);
            tableau.exchange(row, column.ok_or(Unanswered::Contradiction)?, None)?;
        }
        Ok(tableau)
    }

    /// Returns the greatest value of the sum of variables, each so many times.
    pub(super) fn greatest(&mut self, sum: &[(usize, i128)]) -> Result<Greatest, Unanswered> {
        let mut objective = self.written(sum).ok_or(Unanswered::TooLarge)?;
        while let Some(column) = self.first_column(&objective, Fraction::is_positive) {
            match self.tightest_row(column)? {
                Some(row) => self.exchange(row, column, Some(&mut objective))?,
                None => return Ok(Greatest::Unbounded),
            }
        }
        let columns = self.column_variables.iter().zip(&objective.cells);
        let because = columns.filter(|(_, cell)| !cell.is_zero()).map(|(variable, _)| *variable);
        Ok(Greatest::Bounded { value: objective.constant, because: because.collect() })
    }

    /// Writes a sum of variables as a row.
    fn written(&self, sum: &[(usize, i128)]) -> Option<Row> {
        let columns = self.column_variables.len();
        let mut written = Row { constant: Fraction::ZERO, cells: vec![Fraction::ZERO; columns] };
        for (variable, times) in sum {
            let times = Fraction::whole(*times);
            let column = self.column_variables.iter().position(|listed| listed == variable);
            if let Some(column) = column {
                written.cells[column] = written.cells[column].plus(times)?;
            } else {
                let row = self.row_variables.iter().position(|listed| listed == variable)?;
                written.add(times, &self.rows[row])?;
            }
        }
        Some(written)
    }

    /// Returns the row of which the variable comes first among those that are `wanted`.
    fn first_row(&self, wanted: impl Fn(&Row) -> bool) -> Option<usize> {
        let rows = (0..self.rows.len()).filter(|row| wanted(&self.rows[*row]));
        rows.min_by_key(|row| self.row_variables[*row])
    }

    /// Returns the column of which the variable comes first among those with a `wanted` cell in
    /// `row`.
    fn first_column(&self, row: &Row, wanted: impl Fn(Fraction) -> bool) -> Option<usize> {
        let columns = (0..row.cells.len()).filter(|column| wanted(row.cells[*column]));
        columns.min_by_key(|column| self.column_variables[*column])
    }

    /// Returns the row that first reaches zero as the column's variable grows; of several, the one
    /// of which the variable comes first. `None` where it can grow for ever.
    fn tightest_row(&self, column: usize) -> Result<Option<usize>, Unanswered> {
        let mut tightest: Option<(Fraction, usize)> = None;
        for (index, row) in self.rows.iter().enumerate() {
            if !row.cells[column].is_negative() {
                continue;
            }
            let room = row.cells[column].negated().and_then(|cell| row.constant.over(cell));
            let room = room.ok_or(Unanswered::TooLarge)?;
            let is_tighter = match tightest {
                None => true,
                Some((least, held)) => match room.compared(least).ok_or(Unanswered::TooLarge)? {
                    Ordering::Less => true,
                    Ordering::Equal => self.row_variables[index] < self.row_variables[held],
                    Ordering::Greater => false,
                },
            };
            if is_tighter {
                tightest = Some((room, index));
            }
        }
        Ok(tightest.map(|(_, row)| row))
    }

    /// Exchanges the variables of `row` and `column`, of which the cell is not zero.
    fn exchange(
        &mut self,
        row: usize,
        column: usize,
        objective: Option<&mut Row>,
    ) -> Result<(), Unanswered> {
        let exchanged = self.rows[row].solved(column).ok_or(Unanswered::TooLarge)?;
        let others = self.rows.iter_mut().enumerate().filter(|(index, _)| *index != row);
        for target in others.map(|(_, target)| target).chain(objective) {
            let times = std::mem::replace(&mut target.cells[column], Fraction::ZERO);
            if times.is_zero() {
                continue;
            }
            self.work += exchanged.cells.len();
            target.add(times, &exchanged).ok_or(Unanswered::TooLarge)?;
        }
        self.rows[row] = exchanged;
        std::mem::swap(&mut self.row_variables[row], &mut self.column_variables[column]);
        if self.work > MAX_WORK { Err(Unanswered::TooLarge) } else { Ok(()) }
    }
}

impl Row {
    /// Adds `times` the `other`; `None` when a number grows too large.
    fn add(&mut self, times: Fraction, other: &Self) -> Option<()> {
        self.constant = self.constant.plus(times.times(other.constant)?)?;
        for (cell, added) in self.cells.iter_mut().zip(&other.cells) {
            if !added.is_zero() {
                *cell = cell.plus(times.times(*added)?)?;
            }
        }
        Some(())
    }

    /// Returns the row solved for the column's variable; the row's own then stands in the column.
    fn solved(&self, column: usize) -> Option<Self> {
        let divisor = self.cells[column].negated()?;
        let mut solved = Self { constant: self.constant.over(divisor)?, cells: self.cells.clone() };
        solved.cells[column] = Fraction::whole(-1);
        for cell in solved.cells.iter_mut().filter(|cell| !cell.is_zero()) {
            *cell = cell.over(divisor)?;
        }
        Some(solved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greatest(tableau: &mut Tableau, sum: &[(usize, i128)]) -> Option<i128> {
        match tableau.greatest(sum).expect("small") {
            Greatest::Bounded { value, .. } => Some(value.floor()),
            Greatest::Unbounded => None,
        }
    }

    #[test]
    fn the_greatest_value_is_at_a_corner() {
        // x + y ≤ 4, x ≤ 3, y ≥ 1.
        let rows = vec![(4, vec![(0, -1), (1, -1)]), (3, vec![(0, -1)]), (-1, vec![(1, 1)])];
        let mut tableau = Tableau::new(2, rows).expect("it has points");
        assert_eq!(greatest(&mut tableau, &[(0, 1)]), Some(3));
        assert_eq!(greatest(&mut tableau, &[(1, -1)]), Some(-1));
        assert_eq!(greatest(&mut tableau, &[(0, 2), (1, 1)]), Some(7));
        assert_eq!(greatest(&mut tableau, &[(0, -1), (1, 1)]), Some(4));
    }

    #[test]
    fn no_end_and_no_beginning_are_found() {
        let mut open = Tableau::new(1, vec![(-2, vec![(0, 1)])]).expect("it has points");
        assert_eq!(greatest(&mut open, &[(0, 1)]), None);
        let apart = Tableau::new(1, vec![(-2, vec![(0, 1)]), (1, vec![(0, -1)])]);
        assert_eq!(apart.err(), Some(Unanswered::Contradiction));
    }
}
