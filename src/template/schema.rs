//! What a template may name: every path of the view and what stands there.
//!
//! `language` checks a template against it before anything is rendered, `view` fills it in.

/// What stands at a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Named parts.
    Record(&'static Record),
    /// A list whose elements have one shape.
    List(&'static Self),
    /// A text of the filing or of the form; it may be missing.
    Text,
    /// The figures of the filing, by their names below this path.
    Figures(Scope),
    /// Yes or no.
    Flag,
    /// One word of a closed set.
    Word(&'static [&'static str]),
    /// A count that only the template needs: `loop.index`, `change.reason_rows`.
    Count,
}

/// Named parts.
#[derive(Debug)]
pub(super) struct Record {
    /// The record's own name, the same wherever it stands.
    pub(super) name: &'static str,
    /// The parts.
    pub(super) fields: &'static [(&'static str, Shape)],
}

/// Whose figures stand below a path, and with which name they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// Every figure, by its whole name.
    Filing,
    /// Those of a project: `project.P01.`.
    Project,
    /// Those of a kind of budget: `by_kind.general_public.`.
    Kind,
    /// Those of a grade: `by_grade.excellent.`.
    Grade,
    /// Those of a department in a county's summary: `departments.3.`.
    Department,
    /// Those of a category of adjustment: `adjustments.by_category.reduction.`.
    AdjustmentCategory,
}

/// What a template sees.
pub(super) const VIEW: Record = Record {
    name: "view",
    fields: &[
        ("fiscal_year", Shape::Text),
        ("amount_unit", Shape::Text),
        ("edition", Shape::Word(&["full", "public"])),
        ("title_marked", Shape::Flag),
        ("totals", Shape::Word(&["reduced", "full", "omit"])),
        ("omission", Shape::Text),
        ("charts", Shape::Record(&CHARTS)),
        ("signature", Shape::Word(&["none", "without_seal", "with_seal"])),
        ("department", Shape::Record(&DEPARTMENT)),
        ("evaluation", Shape::Record(&EVALUATION)),
        ("disclosure", Shape::Record(&DISCLOSURE)),
        ("people", Shape::Record(&PEOPLE)),
        ("figures", Shape::Figures(Scope::Filing)),
        ("execution_weight", Shape::Text),
        ("this_project", Shape::Record(&PROJECT)),
        ("projects", Shape::List(&Shape::Record(&PROJECT))),
        ("evaluated_projects", Shape::List(&Shape::Record(&PROJECT))),
        ("unevaluated_projects", Shape::List(&Shape::Record(&PROJECT))),
        ("kinds", Shape::List(&Shape::Record(&KIND))),
        ("grades", Shape::List(&Shape::Record(&GRADE))),
        ("adjustments", Shape::List(&Shape::Record(&ADJUSTMENT))),
        ("adjustment_categories", Shape::List(&Shape::Record(&ADJUSTMENT_CATEGORY))),
        ("narrative", Shape::Record(&NARRATIVE)),
        ("changes", Shape::List(&Shape::Record(&CHANGE))),
        ("register", Shape::Record(&REGISTER)),
        ("review", Shape::Record(&REVIEW)),
        ("answer", Shape::Record(&ANSWER)),
    ],
};

/// Which charts the form asks for.
const CHARTS: Record =
    Record { name: "charts", fields: &[("budget", Shape::Flag), ("grades", Shape::Flag)] };

/// What the template of a county's summary sees.
pub(super) const COUNTY_VIEW: Record = Record {
    name: "view",
    fields: &[
        ("fiscal_year", Shape::Text),
        ("amount_unit", Shape::Text),
        ("finance_authority", Shape::Text),
        ("grade_scale", Shape::Text),
        ("figures", Shape::Figures(Scope::Filing)),
        ("kinds", Shape::List(&Shape::Record(&KIND))),
        ("grades", Shape::List(&Shape::Record(&GRADE))),
        ("departments", Shape::List(&Shape::Record(&COUNTY_DEPARTMENT))),
        ("uncounted", Shape::List(&Shape::Record(&UNCOUNTED))),
        ("lacking", Shape::List(&Shape::Record(&LACKING))),
    ],
};

/// A department that counts.
const COUNTY_DEPARTMENT: Record = Record {
    name: "county_department",
    fields: &[
        ("name", Shape::Text),
        ("clean", Shape::Flag),
        ("figures", Shape::Figures(Scope::Department)),
    ],
};

/// A filing that does not count.
const UNCOUNTED: Record = Record {
    name: "uncounted",
    fields: &[
        ("name", Shape::Text),
        ("filing", Shape::Text),
        ("ending", Shape::Word(&["returned", "duplicate", "unreadable", "failed"])),
        ("label", Shape::Text),
        ("errors", Shape::Count),
        ("warnings", Shape::Count),
        ("reason", Shape::Text),
    ],
};

/// What some of the departments have not filed.
const LACKING: Record =
    Record { name: "lacking", fields: &[("label", Shape::Text), ("departments", Shape::Count)] };

/// `loop`, inside `{% for %}`.
pub(super) const LOOP: Record = Record {
    name: "loop",
    fields: &[("index", Shape::Count), ("first", Shape::Flag), ("last", Shape::Flag)],
};

const DEPARTMENT: Record = Record {
    name: "department",
    fields: &[
        ("name", Shape::Text),
        ("finance_authority", Shape::Text),
        ("subordinate_units", Shape::List(&Shape::Text)),
    ],
};

const EVALUATION: Record = Record {
    name: "evaluation",
    fields: &[
        ("completed_on", Shape::Text),
        ("submitted_on", Shape::Text),
        ("lead_office", Shape::Text),
        ("basis_document", Shape::Text),
        ("objectives", Shape::List(&Shape::Record(&OBJECTIVE))),
        ("objective_rows", Shape::Count),
        ("indicators", Shape::List(&Shape::Record(&INDICATOR))),
        ("execution_weight", Shape::Text),
        ("weight_total", Shape::Text),
    ],
};

const OBJECTIVE: Record =
    Record { name: "objective", fields: &[("target", Shape::Text), ("achievement", Shape::Text)] };

const DISCLOSURE: Record = Record {
    name: "disclosure",
    fields: &[
        ("planned_for", Shape::Text),
        ("channel", Shape::Text),
        ("disclosed_on", Shape::Text),
        ("url", Shape::Text),
    ],
};

const PEOPLE: Record = Record {
    name: "people",
    fields: &[
        ("preparer", Shape::Text),
        ("preparer_phone", Shape::Text),
        ("responsible_officer", Shape::Text),
        ("finance_officer", Shape::Text),
        ("reviewer", Shape::Text),
    ],
};

const PROJECT: Record = Record {
    name: "project",
    fields: &[
        ("id", Shape::Text),
        ("name", Shape::Text),
        ("unit", Shape::Text),
        ("budget_kind", Shape::Word(&BUDGET_KINDS)),
        ("kind_label", Shape::Text),
        ("status", Shape::Word(&["active", "added", "cancelled"])),
        ("level", Shape::Word(&["own", "transfer_down"])),
        ("not_evaluated_reason", Shape::Text),
        ("code", Shape::Text),
        ("group", Shape::Text),
        ("implementing_unit", Shape::Text),
        ("funding", Shape::List(&Shape::Record(&FUNDING))),
        ("funding_rows", Shape::Count),
        ("execution", Shape::Record(&EXECUTION)),
        ("objectives", Shape::List(&Shape::Record(&OBJECTIVE))),
        ("objective_rows", Shape::Count),
        ("indicators", Shape::List(&Shape::Record(&INDICATOR))),
        ("weight_total", Shape::Text),
        ("figures", Shape::Figures(Scope::Project)),
    ],
};

/// One line of a project's money.
const FUNDING: Record = Record {
    name: "funding_line",
    fields: &[
        ("source", Shape::Text),
        ("level", Shape::Text),
        ("initial", Shape::Text),
        ("adjusted", Shape::Text),
        ("final", Shape::Text),
    ],
};

/// Why money was left, and what is done about it.
const EXECUTION: Record = Record {
    name: "execution",
    fields: &[("deviation_reason", Shape::Text), ("remedy", Shape::Text)],
};

/// An indicator; those of one level follow one another, and the first of them says how many they are.
const INDICATOR: Record = Record {
    name: "indicator",
    fields: &[
        ("dimension", Shape::Word(&["output", "outcome", "satisfaction", "cost"])),
        ("dimension_label", Shape::Text),
        ("opens_dimension", Shape::Flag),
        ("dimension_rows", Shape::Count),
        ("category_label", Shape::Text),
        ("opens_category", Shape::Flag),
        ("category_rows", Shape::Count),
        ("name", Shape::Text),
        ("target", Shape::Text),
        ("actual", Shape::Text),
        ("weight", Shape::Text),
        ("score", Shape::Text),
        ("deviation_reason", Shape::Text),
        ("remedy", Shape::Text),
        ("deviation", Shape::Text),
    ],
};

const KIND: Record = Record {
    name: "kind",
    fields: &[
        ("key", Shape::Word(&BUDGET_KINDS)),
        ("label", Shape::Text),
        ("figures", Shape::Figures(Scope::Kind)),
    ],
};

const GRADE: Record = Record {
    name: "grade",
    fields: &[
        ("key", Shape::Word(&["excellent", "good", "fair", "poor"])),
        ("label", Shape::Text),
        ("figures", Shape::Figures(Scope::Grade)),
    ],
};

const ADJUSTMENT: Record = Record {
    name: "adjustment",
    fields: &[
        ("date", Shape::Text),
        ("amount", Shape::Text),
        ("magnitude", Shape::Text),
        ("direction", Shape::Word(&["increase", "decrease"])),
        ("scope", Shape::Word(&["basic", "projects", "other"])),
        ("scope_label", Shape::Text),
        ("project_name", Shape::Text),
        ("category", Shape::Word(&ADJUSTMENT_CATEGORIES)),
        ("category_label", Shape::Text),
        ("document", Shape::Text),
        ("reason", Shape::Text),
    ],
};

const ADJUSTMENT_CATEGORY: Record = Record {
    name: "adjustment_category",
    fields: &[
        ("key", Shape::Word(&ADJUSTMENT_CATEGORIES)),
        ("label", Shape::Text),
        ("figures", Shape::Figures(Scope::AdjustmentCategory)),
    ],
};

const NARRATIVE: Record = Record {
    name: "narrative",
    fields: &[
        ("overall_achievement", PARAGRAPHS),
        ("project_achievement", PARAGRAPHS),
        ("overall_target_quality", PARAGRAPHS),
        ("project_target_quality", PARAGRAPHS),
        ("measures", PARAGRAPHS),
    ],
};

/// A figure that changed since the edition compared with; there is none without a comparison.
const CHANGE: Record = Record {
    name: "change",
    fields: &[
        ("label", Shape::Text),
        ("before", Shape::Text),
        ("after", Shape::Text),
        ("difference", Shape::Text),
        ("reason", Shape::Text),
        ("follows", Shape::Flag),
        ("opens_reason", Shape::Flag),
        ("reason_rows", Shape::Count),
    ],
};

/// The disclosure register; without rows in every other document.
const REGISTER: Record = Record {
    name: "register",
    fields: &[
        ("edition", Shape::Word(&["full", "public"])),
        ("has_withheld", Shape::Flag),
        ("rows", Shape::List(&Shape::Record(&REGISTER_ROW))),
    ],
};

const REGISTER_ROW: Record = Record {
    name: "register_row",
    fields: &[
        ("name", Shape::Text),
        ("public", Shape::Flag),
        ("amount", Shape::Text),
        ("address", Shape::Text),
        ("ground_label", Shape::Text),
        ("article", Shape::Text),
        ("clause", Shape::Text),
        ("evaluated", Shape::Flag),
        ("not_evaluated_reason", Shape::Text),
    ],
};

/// What the public edition leaves out; nothing in every document but the officer's review.
const REVIEW: Record = Record {
    name: "review",
    fields: &[
        ("counts", Shape::Text),
        ("withheld", Shape::List(&Shape::Record(&WITHHELD_ITEM))),
        ("totals", Shape::List(&Shape::Record(&TOTAL_PAIR))),
        ("remarks", Shape::List(&Shape::Record(&REMARK))),
    ],
};

const WITHHELD_ITEM: Record = Record {
    name: "withheld_item",
    fields: &[
        ("kind_label", Shape::Text),
        ("label", Shape::Text),
        ("ground_label", Shape::Text),
        ("article", Shape::Text),
        ("clause", Shape::Text),
        ("follows", Shape::Flag),
        ("place", Shape::Text),
    ],
};

const TOTAL_PAIR: Record = Record {
    name: "total_pair",
    fields: &[("label", Shape::Text), ("full", Shape::Text), ("public", Shape::Text)],
};

const REMARK: Record = Record {
    name: "remark",
    fields: &[("code", Shape::Text), ("message", Shape::Text), ("place", Shape::Text)],
};

/// The bureau's answer to a filing; without groups in every other document.
const ANSWER: Record = Record {
    name: "answer",
    fields: &[
        ("department", Shape::Text),
        ("fiscal_year", Shape::Text),
        ("finance_authority", Shape::Text),
        ("passed", Shape::Flag),
        ("errors", Shape::Count),
        ("warnings", Shape::Count),
        ("notes", Shape::Count),
        ("groups", Shape::List(&Shape::Record(&ANSWER_GROUP))),
        ("left_out", Shape::Text),
    ],
};

const ANSWER_GROUP: Record = Record {
    name: "answer_group",
    fields: &[
        ("severity", Shape::Word(&["error", "warning", "note"])),
        ("count", Shape::Count),
        ("rows", Shape::List(&Shape::Record(&ANSWER_ROW))),
    ],
};

const ANSWER_ROW: Record = Record {
    name: "answer_row",
    fields: &[
        ("number", Shape::Count),
        ("code", Shape::Text),
        ("place", Shape::Text),
        ("source", Shape::Text),
        ("message", Shape::Text),
        ("advice", Shape::Text),
    ],
};

const PARAGRAPHS: Shape = Shape::List(&Shape::Record(&PARAGRAPH));

const PARAGRAPH: Record =
    Record { name: "paragraph", fields: &[("heading", Shape::Text), ("text", Shape::Text)] };

const ADJUSTMENT_CATEGORIES: [&str; 6] = [
    "upper_level_transfer",
    "local_supplement",
    "reduction",
    "carryover",
    "reclassification",
    "recovery",
];

const BUDGET_KINDS: [&str; 4] =
    ["general_public", "government_fund", "state_capital_operating", "social_insurance_fund"];
