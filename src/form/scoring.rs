//! A form's scoring: the points of its parts, and from where on a result asks for a reason.

use super::keys::{Keys, choice, text, wrong_type};
use super::settings::score;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Rate, Score};
use crate::source::{Node, NodeValue};

/// Below which execution rate a reason is asked for unless the form says otherwise, in percent.
const EXECUTION_REASON_BELOW: u32 = 90;
/// From which part of its target a result asks for a reason unless the form says otherwise, in
/// percent.
const OVERSHOOT_FROM: u32 = 120;
/// From which part of its target a result costs the points of `overshoot_penalty`, in percent.
const OVERSHOOT_PENALTY_FROM: u32 = 130;
/// The most caps that a form may set.
const MAX_CAPS: usize = 20;

/// How points are given, and from where on a result asks for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// The points of the execution row (预算执行率) in a project's form.
    pub execution_weight: Score,
    /// The points of each dimension in a project's form; `None` where the form leaves them open.
    pub dimension_weights: Option<DimensionWeights>,
    /// The execution rate below which lost points need a reason.
    pub execution_reason_below: Rate,
    /// The part of its target from which a result needs a reason.
    pub overshoot_from: Rate,
    /// The part of its target from which a result without a reason is an error; `None` where it
    /// never is.
    pub overshoot_error_from: Option<Rate>,
    /// How points go down above a target of which less is better.
    pub descent: Descent,
    /// The points of a result that is off a target of which neither more nor less is better.
    pub equal_deviation: EqualDeviation,
    /// The points that a result far above its target costs; `None` where it costs none.
    pub overshoot_penalty: Option<Score>,
    /// The part of its target from which a result costs them.
    pub overshoot_penalty_from: Rate,
    /// What a project may get at most for its execution rate, the lowest rate first; empty where the
    /// form sets no bounds.
    pub execution_caps: Vec<ExecutionCap>,
}

/// How points go down above a target of which less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Descent {
    /// Weight × target ÷ actual.
    #[default]
    Ratio,
    /// Weight × (1 − (actual − target) ÷ target): nothing from twice the target on.
    Linear,
}

/// The points of a result that is off a target of which neither more nor less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EqualDeviation {
    /// Weight × the smaller of target and actual ÷ the larger.
    #[default]
    Symmetric,
    /// None.
    Nothing,
}

/// What a project may get at most where its execution rate is too low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecutionCap {
    /// The rate below which the cap holds.
    pub below: Rate,
    /// The most points.
    pub most: Score,
}

impl Scoring {
    /// Returns the lowest cap that holds at the execution rate `rate`.
    pub fn cap(&self, rate: Rate) -> Option<ExecutionCap> {
        self.execution_caps.iter().copied().find(|cap| rate < cap.below)
    }
}

/// The points of each dimension (一级指标); with those of the execution row they make a hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DimensionWeights {
    /// 产出.
    pub output: Score,
    /// 效益.
    pub outcome: Score,
    /// 满意度.
    pub satisfaction: Score,
    /// 成本.
    pub cost: Score,
}

/// Reads the scoring that stands at `path`.
pub(super) fn read(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Scoring> {
    let mut keys = Keys::open(node, path, faults)?;
    let execution = keys.required("execution_weight", faults);
    let execution = execution.and_then(|(node, path)| score(node, &path, faults));
    let dimensions = keys.optional("dimension_weights").map(|(node, path)| {
        let weights = dimension_weights(node, &path, faults)?;
        makes_hundred(execution?, weights, node, &path, faults).then_some(weights)
    });
    let mut bound = |key, default| match keys.optional(key) {
        Some((node, path)) => percent(node, &path, faults),
        None => Some(default),
    };
    let execution_below =
        bound("execution_reason_below", Rate::percent_of_whole(EXECUTION_REASON_BELOW));
    let overshoot = bound("overshoot_from", Rate::percent_of_whole(OVERSHOOT_FROM));
    let penalty_from =
        bound("overshoot_penalty_from", Rate::percent_of_whole(OVERSHOOT_PENALTY_FROM));
    let error = keys.optional("overshoot_error_from");
    let error = error.map(|(node, path)| percent(node, &path, faults));
    let penalty = keys.optional("overshoot_penalty");
    let penalty = penalty.map(|(node, path)| score(node, &path, faults));
    let descent = match keys.optional("lower_is_better") {
        Some((node, path)) => choice(node, &path, &DESCENTS, faults),
        None => Some(Descent::default()),
    };
    let deviation = match keys.optional("equal_deviation") {
        Some((node, path)) => choice(node, &path, &DEVIATIONS, faults),
        None => Some(EqualDeviation::default()),
    };
    let caps = match keys.optional("execution_caps") {
        Some((node, path)) => execution_caps(node, &path, faults),
        None => Some(Vec::new()),
    };
    keys.close(faults);
    Some(Scoring {
        execution_weight: execution?,
        dimension_weights: match dimensions {
            Some(weights) => Some(weights?),
            None => None,
        },
        execution_reason_below: execution_below?,
        overshoot_from: overshoot?,
        overshoot_error_from: match error {
            Some(rate) => Some(rate?),
            None => None,
        },
        descent: descent?,
        equal_deviation: deviation?,
        overshoot_penalty: match penalty {
            Some(points) => Some(points?),
            None => None,
        },
        overshoot_penalty_from: penalty_from?,
        execution_caps: caps?,
    })
}

const DESCENTS: [(&str, Descent); 2] = [("ratio", Descent::Ratio), ("linear", Descent::Linear)];
const DEVIATIONS: [(&str, EqualDeviation); 2] =
    [("symmetric", EqualDeviation::Symmetric), ("zero", EqualDeviation::Nothing)];

fn execution_caps(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<ExecutionCap>> {
    let NodeValue::Sequence(items) = &node.value else {
        faults.push(wrong_type(node, path, "一个列表"));
        return None;
    };
    let mut caps = Vec::new();
    for (number, item) in items.iter().take(MAX_CAPS).enumerate() {
        let path = format!("{path}[{number}]");
        let mut keys = Keys::open(item, &path, faults)?;
        let below = keys.required("below", faults);
        let below = below.and_then(|(node, path)| percent(node, &path, faults));
        let most = keys.required("most", faults);
        let most = most.and_then(|(node, path)| score(node, &path, faults));
        keys.close(faults);
        caps.push(ExecutionCap { below: below?, most: most? });
    }
    caps.sort_by_key(|cap| cap.below);
    Some(caps)
}

fn dimension_weights(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<DimensionWeights> {
    let mut keys = Keys::open(node, path, faults)?;
    let mut weight = |key| match keys.optional(key) {
        Some((node, path)) => score(node, &path, faults),
        None => Some(Score::ZERO),
    };
    let [output, outcome, satisfaction, cost] =
        ["output", "outcome", "satisfaction", "cost"].map(&mut weight);
    keys.close(faults);
    Some(DimensionWeights {
        output: output?,
        outcome: outcome?,
        satisfaction: satisfaction?,
        cost: cost?,
    })
}

/// Returns whether the points add up to a hundred, and reports where they do not.
fn makes_hundred(
    execution: Score,
    weights: DimensionWeights,
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> bool {
    let DimensionWeights { output, outcome, satisfaction, cost } = weights;
    let sum: Score = [execution, output, outcome, satisfaction, cost].into_iter().sum();
    if sum == Score::whole(100) {
        return true;
    }
    let message = format!("{path} 与执行率的分值合计 {} 分，应为 100 分", sum.print());
    let help = format!("执行率（execution_weight）占 {} 分，其余分给各一级指标", execution.print());
    faults.push(
        Diagnostic::new(Code::UNKNOWN_VALUE, message).at(node.span(), "合计不是 100").help(help),
    );
    false
}

/// Returns a rate written in whole percent: 90%.
fn percent(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Rate> {
    let written = text(node, path, faults)?;
    let digits = written.strip_suffix('%').filter(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let rate = digits.and_then(|digits| digits.parse().ok()).map(Rate::percent_of_whole);
    if rate.is_none() {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} 不能写作“{written}”"))
                .at(node.span(), "不是百分数")
                .help("写整数百分数，如 90%"),
        );
    }
    rate
}
