//! The words that checks of the prose look for: a form's `prose.yaml`, as data.

use super::Phrases;
use crate::quantity::{Rate, Score};
use crate::source::Span;

/// The phrases, patterns and slips that a form knows.
///
/// Everything is matched as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// What a text may say about results, and what contradicts it.
    pub claims: Vec<Claim>,
    /// What shows that words are not about the year's results.
    pub not_results: NotResults,
    /// Sentences that name a figure.
    pub figures: FigureWords,
    /// What a department calls itself, and others of its kind.
    pub entities: EntityWords,
    /// Marks and the clauses that they end.
    pub punctuation: PunctuationWords,
    /// Known slips, each with what is meant.
    pub slips: Slips,
    /// What tells a copied year from a compared one.
    pub stale_year: StaleYearWords,
    /// Words for subordinate units.
    pub subordinate_units: Phrases,
    /// What a template leaves behind.
    pub leftovers: LeftoverWords,
}

/// Something that a text may say about results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is said, in short.
    pub claim: String,
    /// The ways to say it.
    pub phrases: Phrases,
    /// Words of which the clause has one, unless it names a project; any clause where empty.
    pub about: Phrases,
    /// Words that make the clause about something else.
    pub unless: Phrases,
    /// The figures that contradict it; one is enough.
    pub contradicted_by: Contradiction,
}

/// The figures that contradict a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contradiction {
    /// An execution rate of at least so much.
    pub execution_at_least: Option<Rate>,
    /// An execution rate below so much.
    pub execution_below: Option<Rate>,
    /// A score of at least so much.
    pub score_at_least: Option<Score>,
    /// A score below so much.
    pub score_below: Option<Score>,
    /// An indicator that lost points.
    pub lost_points: bool,
}

/// What shows that words are not about the year's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotResults {
    /// Another time, or something already mended, anywhere in the sentence.
    pub sentence: Phrases,
    /// An intention or a demand, in the clause.
    pub clause: Phrases,
    /// What follows a phrase that only names a class of things.
    pub followed_by: Phrases,
}

/// How sentences name figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureWords {
    /// What may stand between a name and its number.
    pub fillers: Phrases,
    /// Words for the department, the year and all projects.
    pub subjects: Phrases,
    /// What stands before the number in each sentence.
    pub names: Phrases,
    /// The sentences, by the same numbers.
    pub patterns: Vec<FigurePattern>,
    /// Words that tell figures of one value apart.
    pub hints: Vec<FigureHint>,
}

/// A sentence that names a figure: 涉及项目{count}个.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigurePattern {
    /// What kind of number it is.
    pub value: PatternValue,
    /// What stands after it; may be empty.
    pub after: String,
    /// The figures that may be meant, where no project is named.
    pub figures: Vec<String>,
    /// The field of the named project that is meant: `execution_rate`.
    pub project_figure: Option<String>,
    /// Whether only the form's subjects may stand before the name in its clause.
    pub after_subject: bool,
    /// Its place in `prose.yaml`; `None` in the program's own.
    pub span: Option<Span>,
}

/// What a pattern's braces hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternValue {
    /// 240.88%.
    Rate,
    /// 4.
    Count,
    /// 410.94 万元.
    Amount,
    /// 99.5.
    Score,
    /// 优.
    Grade,
}

/// A word that speaks for the figures with a certain part in their name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureHint {
    /// The word.
    pub word: String,
    /// The part: `final`.
    pub part: String,
}

/// What a department calls itself, and others of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityWords {
    /// Self-references and the kinds of department that they fit.
    pub self_references: Vec<SelfReference>,
    /// Words that make another county's body a partner.
    pub partners: Phrases,
}

/// What departments of some kinds call themselves: 我局.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfReference {
    /// The words.
    pub words: Phrases,
    /// What the name of such a department contains, one of them.
    pub kinds: Phrases,
}

/// Marks and the clauses that they end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PunctuationWords {
    /// Half-width marks, each with the mark of Chinese text.
    pub half_width: Vec<(char, char)>,
    /// Words that open a clause, before which 、 cannot stand.
    pub clause_openers: Phrases,
}

/// Known slips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips {
    /// What is written.
    pub wrong: Phrases,
    /// What is meant, by the same numbers.
    pub right: Vec<String>,
}

/// What tells a copied year from a compared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleYearWords {
    /// Words that make a clause about the year of the report.
    pub about: Phrases,
    /// Words that make it a comparison or a story.
    pub unless: Phrases,
}

/// What a template leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftoverWords {
    /// Prompts.
    pub phrases: Phrases,
    /// Surnames, after which ×× stands for a given name.
    pub surnames: String,
}
