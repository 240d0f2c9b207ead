//! A figure's name taken apart: whose figure it names.

use super::ProjectField;

/// Whose figure a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'n> {
    /// `project.<id>.<field>`.
    Project(&'n str, ProjectField),
    /// `project.<id>.indicators.<number>.score`, numbered from 1 in the order of the filing.
    ProjectIndicator(&'n str, usize),
    /// `evaluation.indicators.<number>.score`.
    Indicator(usize),
    /// Any other of the department's.
    Department,
}

impl<'n> Name<'n> {
    /// Takes `name` apart; what is no project's and no indicator's is left to the department.
    pub(super) fn of(name: &'n str) -> Self {
        if let Some(number) = name.strip_prefix("evaluation.").and_then(indicator) {
            return Self::Indicator(number);
        }
        let project = name.strip_prefix("project.").and_then(|rest| rest.split_once('.'));
        let of_project = project.and_then(|(id, rest)| {
            let field = ProjectField::named(rest).map(|field| Self::Project(id, field));
            field.or_else(|| Some(Self::ProjectIndicator(id, indicator(rest)?)))
        });
        of_project.unwrap_or(Self::Department)
    }
}

/// Returns the last parts of the name of the `number`th indicator's points.
pub(super) fn of_indicator(number: usize) -> String {
    format!("indicators.{number}.score")
}

/// Reads what [`of_indicator`] writes, and nothing else: `indicators.01.score` is no name.
fn indicator(rest: &str) -> Option<usize> {
    let digits = rest.strip_prefix("indicators.")?.strip_suffix(".score")?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whose_figure_it_is() {
        for (name, whose) in [
            ("project.P01.score", Name::Project("P01", ProjectField::Score)),
            ("project.P01.indicators.12.score", Name::ProjectIndicator("P01", 12)),
            ("evaluation.indicators.1.score", Name::Indicator(1)),
            ("overall_score", Name::Department),
            ("project.P01.indicators.0.score", Name::Department),
            ("project.P01.indicators.01.score", Name::Department),
            ("project.P01.indicators.+1.score", Name::Department),
            ("project.P01.indicators.1", Name::Department),
            ("evaluation.indicators.99999999999999999999.score", Name::Department),
        ] {
            assert_eq!(Name::of(name), whose, "{name}");
        }
    }
}
