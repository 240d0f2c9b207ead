//! The codes of findings: a letter, three digits and a name, never used twice.

/// The code of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// A letter and three digits: Y101.
    pub id: &'static str,
    /// The name of the fault: unknown-key.
    pub name: &'static str,
    /// The severity unless a form says otherwise.
    pub severity: Severity,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Information.
    Note,
    /// The document is written; a person must look.
    Warning,
    /// The document would be wrong or unlawful: nothing is written.
    Error,
}

impl Severity {
    /// Returns the severity's name for programs: `error`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the severity's name for people: 错误.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

impl Code {
    /// Returns the code whose letter and number, or whose name, is `word`, in any case.
    pub fn named(word: &str) -> Option<Self> {
        let is_named = |code: &&Self| {
            code.id.eq_ignore_ascii_case(word) || code.name.eq_ignore_ascii_case(word)
        };
        Self::ALL.iter().find(is_named).copied()
    }

    /// Returns whether the code is about what a filing says (F, C, N) and not about whether it can be
    /// read, set or published: a draft may show it.
    pub fn is_contradiction(self) -> bool {
        self.id.starts_with(['F', 'C', 'N'])
    }

    /// Returns whether the code is about what may be published (D); what such a code finds is a note in
    /// the full edition where only the public one is at fault.
    pub fn is_of_disclosure(self) -> bool {
        self.id.starts_with('D')
    }

    /// Returns whether the code is looked for in the public edition too: it is about words beside
    /// figures, which a cut changes. What the other codes find there the full edition has too, or the
    /// cut has made it: weights without a withheld row. What may be published (D) is told from the full
    /// edition.
    pub fn holds_for_public(self) -> bool {
        [Self::NARRATIVE_CONTRADICTS_FIGURES, Self::UNLINKED_FIGURE].contains(&self)
    }

    /// Returns whether a form may change the severity, and a comment let a finding pass.
    ///
    /// What contradicts a computed figure (F) may not: the figure is one or the other. Nor may what
    /// cannot be read (Y, T) or set (W), what the law forbids to publish (D), and what is said of
    /// the exceptions themselves.
    pub fn is_negotiable(self) -> bool {
        self.id.starts_with(['C', 'N'])
            && ![Self::UNUSED_ALLOW, Self::SEVERITY_UNCHANGED].contains(&self)
    }
}

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $severity:ident;)*) => {
        impl Code {
            $(
                #[doc = concat!("`", $id, "` ", $name)]
                pub const $constant: Self =
                    Self { id: $id, name: $name, severity: Severity::$severity };
            )*

            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$constant),*];
        }
    };
}

codes! {
    UNKNOWN_KEY "Y101" "unknown-key" Error;
    MISSING_KEY "Y102" "missing-key" Error;
    NOT_A_DECIMAL "Y103" "not-a-decimal" Error;
    DUPLICATE_KEY "Y104" "duplicate-key" Error;
    TOO_MANY_DECIMALS "Y105" "too-many-decimals" Error;
    YAML_SYNTAX "Y106" "yaml-syntax" Error;
    WRONG_TYPE "Y107" "wrong-type" Error;
    UNKNOWN_VALUE "Y108" "unknown-value" Error;
    NOT_A_DATE "Y109" "not-a-date" Error;
    LIMIT_EXCEEDED "Y110" "limit-exceeded" Error;
    NOT_UTF8 "Y111" "not-utf8" Error;
    UNUSABLE_NAME "Y112" "unusable-name" Error;
    UNIT_UNUSABLE "Y113" "unit-unusable" Error;
    STATED_TOTAL_DIFFERS "F201" "stated-total-differs" Error;
    STATED_RATE_DIFFERS "F202" "stated-rate-differs" Error;
    STATED_GRADE_DIFFERS "F203" "stated-grade-differs" Error;
    STATED_EXCELLENCE_RATE_DIFFERS "F204" "stated-excellence-rate-differs" Error;
    STATED_COUNT_DIFFERS "F205" "stated-count-differs" Error;
    STATED_SCORE_DIFFERS "F206" "stated-score-differs" Error;
    ADJUSTMENT_SUM_DIFFERS "F207" "adjustment-sum-differs" Error;
    FUNDING_SUM_DIFFERS "F208" "funding-sum-differs" Error;
    FIGURE_WITHOUT_VALUE "F209" "figure-without-value" Error;
    UNIT_HAS_ERRORS "F210" "unit-has-errors" Error;
    WEIGHTS_NOT_HUNDRED "C301" "weights-not-hundred" Error;
    SCORE_ABOVE_WEIGHT "C302" "score-above-weight" Error;
    SPENT_ABOVE_BUDGET "C303" "spent-above-budget" Warning;
    RATE_ABOVE_HUNDRED_UNEXPLAINED "C304" "rate-above-hundred-unexplained" Warning;
    DEVIATION_UNEXPLAINED "C305" "deviation-unexplained" Error;
    OVERSHOOT_UNEXPLAINED "C306" "overshoot-unexplained" Warning;
    INDICATOR_DIRECTION "C307" "indicator-direction" Warning;
    INDICATOR_MISCLASSIFIED "C308" "indicator-misclassified" Warning;
    UNITS_MIXED "C309" "units-mixed" Error;
    BLANK_OR_LEFTOVER "C310" "blank-or-leftover" Error;
    ADJUSTMENT_UNEXPLAINED "C311" "adjustment-unexplained" Warning;
    DATES_OUT_OF_ORDER "C312" "dates-out-of-order" Error;
    EFFORTLESS_RESULT "C313" "effortless-result" Warning;
    NO_DISCRIMINATION "C314" "no-discrimination" Note;
    DUPLICATE_PROJECT "C315" "duplicate-project" Error;
    SCORE_OUT_OF_RANGE "C316" "score-out-of-range" Error;
    STAFF_INCONSISTENT "C317" "staff-inconsistent" Error;
    UNUSED_ALLOW "C318" "unused-allow" Warning;
    SEVERITY_UNCHANGED "C319" "severity-unchanged" Warning;
    COST_ACTUAL_DIFFERS "C320" "cost-actual-differs" Note;
    SHARE_OUTSIDE_BAND "C321" "share-outside-band" Error;
    SCORE_ABOVE_CAP "C322" "score-above-cap" Error;
    UNITS_NOT_LISTED "C323" "units-not-listed" Warning;
    NARRATIVE_CONTRADICTS_FIGURES "N401" "narrative-contradicts-figures" Warning;
    UNLINKED_FIGURE "N402" "unlinked-figure" Warning;
    FOREIGN_ENTITY "N403" "foreign-entity" Warning;
    REPEATED_PARAGRAPH "N404" "repeated-paragraph" Note;
    NUMBERING_STYLE "N405" "numbering-style" Note;
    PUNCTUATION "N406" "punctuation" Note;
    MIXED_DECIMALS "N407" "mixed-decimals" Note;
    LIKELY_TYPO "N408" "likely-typo" Note;
    STALE_YEAR "N409" "stale-year" Warning;
    NO_SUBORDINATE_UNITS "N410" "no-subordinate-units" Note;
    WITHHELD_WITHOUT_GROUND "D501" "withheld-without-ground" Error;
    WITHHELD_VALUE_INFERABLE "D502" "withheld-value-inferable" Error;
    PERSONAL_DATA_IN_PUBLIC_TEXT "D503" "personal-data-in-public-text" Error;
    STATE_SECRET_GROUND "D504" "state-secret-ground" Warning;
    WITHHELD_NAME_IN_PUBLIC_TEXT "D505" "withheld-name-in-public-text" Error;
    WITHHELD_AMOUNT_UNKNOWN "D506" "withheld-amount-unknown" Error;
    WITHHELD_VALUE_WRITTEN "D510" "withheld-value-written" Error;
    FILE_NOT_READ_BACK "D511" "file-not-read-back" Error;
    TEMPLATE_SYNTAX "T601" "template-syntax" Error;
    UNKNOWN_VARIABLE "T602" "unknown-variable" Error;
    UNKNOWN_ELEMENT "T603" "unknown-element" Error;
    GLYPH_MISSING "W701" "glyph-missing" Error;
    TABLE_TOO_WIDE "W702" "table-too-wide" Warning;
    FONT_MISSING "W703" "font-missing" Error;
    WORKBOOK_UNREADABLE "I801" "workbook-unreadable" Error;
    CELL_UNREADABLE "I802" "cell-unreadable" Error;
    LAYOUT_UNKNOWN "I803" "layout-unknown" Error;
    WORKBOOK_HIDDEN "I804" "workbook-hidden" Warning;
}
