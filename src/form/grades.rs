//! A form's grades: their thresholds and their names.

use crate::quantity::{Grade, Score};

/// From which score each grade begins, and what it is called.
///
/// The bound belongs to the better grade: with 90 for 优, 90.00 is 优 and 89.99 is 良.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeScale {
    pub(super) excellent_from: Score,
    pub(super) good_from: Score,
    pub(super) fair_from: Score,
    /// The names in the order of [`Grade::ALL`].
    pub(super) labels: [String; 4],
}

impl GradeScale {
    /// Returns the grade that `score` earns, compared before anything is rounded.
    pub fn grade(&self, score: Score) -> Grade {
        if score >= self.excellent_from {
            Grade::Excellent
        } else if score >= self.good_from {
            Grade::Good
        } else if score >= self.fair_from {
            Grade::Fair
        } else {
            Grade::Poor
        }
    }

    /// Returns the score from which `grade` is earned; `None` for the last grade.
    pub fn from(&self, grade: Grade) -> Option<Score> {
        match grade {
            Grade::Excellent => Some(self.excellent_from),
            Grade::Good => Some(self.good_from),
            Grade::Fair => Some(self.fair_from),
            Grade::Poor => None,
        }
    }

    /// Returns what the form calls `grade`.
    pub fn label(&self, grade: Grade) -> &str {
        let [excellent, good, fair, poor] = &self.labels;
        match grade {
            Grade::Excellent => excellent,
            Grade::Good => good,
            Grade::Fair => fair,
            Grade::Poor => poor,
        }
    }

    /// Returns the grade that the form calls `label`.
    pub fn named(&self, label: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| self.label(*grade) == label)
    }

    /// Returns the thresholds in words: 90 分及以上为优，80 分及以上为良，….
    pub fn description(&self) -> String {
        let words = Grade::ALL.map(|grade| match self.from(grade) {
            Some(from) => format!("{} 分及以上为{}", from.print(), self.label(grade)),
            None => format!("{} 分以下为{}", self.fair_from.print(), self.label(grade)),
        });
        words.join("，")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_the_better_grade() {
        let scale = GradeScale {
            excellent_from: Score::whole(90),
            good_from: Score::whole(80),
            fair_from: Score::whole(60),
            labels: ["优", "良", "中", "差"].map(str::to_owned),
        };
        for (score, label) in [
            ("100", "优"),
            ("90.00", "优"),
            ("89.99", "良"),
            ("80", "良"),
            ("79.99", "中"),
            ("60", "中"),
            ("59.99", "差"),
            ("0", "差"),
            ("-1", "差"),
        ] {
            let grade = scale.grade(Score::parse(score).expect("a score"));
            assert_eq!(scale.label(grade), label, "{score}");
            assert_eq!(scale.named(label), Some(grade));
        }
        assert_eq!(scale.named("优秀"), None);
        assert_eq!(
            scale.description(),
            "90 分及以上为优，80 分及以上为良，60 分及以上为中，60 分以下为差"
        );
    }
}
