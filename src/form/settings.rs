//! Reads `form.yaml` into the settings of a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::{Keys, choice, label, text, wrong_type};
use super::{
    Charts, DisclosurePolicy, Display, Form, GradeScale, KindLabels, ProjectDecimals, Prose,
    Severities, charts, disclosure, page, scoring, severities,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Seal;
use crate::quantity::{AmountUnit, BudgetKind, DecimalFault, Grade, Score};
use crate::source::{Node, NodeValue, SourceId};

/// The most decimals that an amount can be printed with: 分, in 万元.
const MAX_DECIMALS: u32 = 6;

/// Reads the settings of the form called `name` from the root of its `form.yaml`.
///
/// Returns `None` when `faults` has grown.
pub(super) fn read(
    name: &str,
    root: &Node<'_>,
    templates: BTreeMap<String, SourceId>,
    prose: Arc<Prose>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Form> {
    let before = faults.len();
    let mut keys = Keys::open(root, "", faults)?;
    let title = keys.required("title", faults);
    let title = title.and_then(|(node, path)| label(node, &path, faults));
    let amounts = keys.required("amounts", faults);
    let amounts = amounts.and_then(|(node, path)| read_amounts(node, &path, faults));
    let rates = keys.required("rates", faults);
    let rates = rates.and_then(|(node, path)| read_rates(node, &path, faults));
    let kinds = keys.required("kinds", faults);
    let kinds = kinds.and_then(|(node, path)| read_kinds(node, &path, faults));
    let grades = keys.required("grades", faults);
    let grades = grades.and_then(|(node, path)| read_grades(node, &path, faults));
    let scoring = keys.required("scoring", faults);
    let scoring = scoring.and_then(|(node, path)| scoring::read(node, &path, faults));
    let page = keys.required("page", faults);
    let page = page.and_then(|(node, path)| page::read(node, &path, faults));
    let signature = keys.required("signature", faults);
    let signature = signature.and_then(|(node, path)| choice(node, &path, &SIGNATURES, faults));
    let charts = keys.optional("charts");
    let charts = charts.map(|(node, path)| charts::read(node, &path, faults));
    let disclosure = keys.optional("disclosure");
    let disclosure = disclosure.map(|(node, path)| disclosure::read(node, &path, faults));
    let severities = keys.optional("severities");
    let severities = severities.map(|(node, path)| severities::read(node, &path, faults));
    keys.close(faults);

    let (amounts, rates) = (amounts?, rates?);
    let form = Form {
        name: name.to_owned(),
        title: title?,
        display: Display {
            amount_unit: amounts.unit,
            total_decimals: amounts.total_decimals,
            zero_total: amounts.zero_total,
            project_decimals: amounts.project_decimals,
            rate_decimals: rates.decimals,
            zero_of_zero: rates.zero_of_zero,
        },
        kinds: kinds?,
        grades: grades?,
        scoring: scoring?,
        page: page?,
        signature: signature?,
        charts: charts.unwrap_or_else(|| Some(Charts::default()))?,
        disclosure: disclosure.unwrap_or_else(|| Some(DisclosurePolicy::default()))?,
        prose,
        severities: severities.unwrap_or_else(|| Some(Severities::default()))?,
        templates,
    };
    (faults.len() == before).then_some(form)
}

const SIGNATURES: [(&str, Option<Seal>); 3] =
    [("none", None), ("without_seal", Some(Seal::Without)), ("with_seal", Some(Seal::With))];

const UNITS: [(&str, AmountUnit); 2] =
    [("元", AmountUnit::Yuan), ("万元", AmountUnit::TenThousandYuan)];

const KINDS: [(&str, BudgetKind); 4] = [
    (BudgetKind::GeneralPublic.key(), BudgetKind::GeneralPublic),
    (BudgetKind::GovernmentFund.key(), BudgetKind::GovernmentFund),
    (BudgetKind::StateCapitalOperating.key(), BudgetKind::StateCapitalOperating),
    (BudgetKind::SocialInsuranceFund.key(), BudgetKind::SocialInsuranceFund),
];

struct Amounts {
    unit: AmountUnit,
    total_decimals: u32,
    zero_total: String,
    project_decimals: ProjectDecimals,
}

fn read_amounts(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Amounts> {
    let mut keys = Keys::open(node, path, faults)?;
    let unit = keys.required("unit", faults);
    let unit = unit.and_then(|(node, path)| choice(node, &path, &UNITS, faults));
    let total_decimals = keys.required("total_decimals", faults);
    let total_decimals = total_decimals.and_then(|(node, path)| decimals(node, &path, faults));
    let zero_total = keys.required("zero_total", faults);
    let zero_total = zero_total.and_then(|(node, path)| label(node, &path, faults));
    let project_decimals = keys.required("project_decimals", faults);
    let project_decimals = project_decimals.and_then(|(node, path)| {
        if text(node, &path, faults)? == "as_filed" {
            return Some(ProjectDecimals::AsFiled);
        }
        decimals(node, &path, faults).map(ProjectDecimals::Fixed)
    });
    keys.close(faults);
    Some(Amounts {
        unit: unit?,
        total_decimals: total_decimals?,
        zero_total: zero_total?,
        project_decimals: project_decimals?,
    })
}

struct Rates {
    decimals: u32,
    zero_of_zero: String,
}

fn read_rates(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Rates> {
    let mut keys = Keys::open(node, path, faults)?;
    let places = keys.required("decimals", faults);
    let places = places.and_then(|(node, path)| decimals(node, &path, faults));
    let zero_of_zero = keys.required("zero_of_zero", faults);
    let zero_of_zero = zero_of_zero.and_then(|(node, path)| label(node, &path, faults));
    keys.close(faults);
    Some(Rates { decimals: places?, zero_of_zero: zero_of_zero? })
}

fn read_kinds(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<KindLabels> {
    let NodeValue::Sequence(items) = &node.value else {
        faults.push(wrong_type(node, path, "列表"));
        return None;
    };
    let mut labels: Vec<(BudgetKind, String)> = Vec::new();
    let mut whole = true;
    for (index, item) in items.iter().enumerate() {
        let Some((kind, label)) = read_kind(item, &format!("{path}[{}]", index + 1), faults) else {
            whole = false;
            continue;
        };
        if labels.iter().any(|(listed, _)| *listed == kind) {
            whole = false;
            let message = format!("{path} 里 {} 写了两次", kind.key());
            faults.push(
                Diagnostic::new(Code::DUPLICATE_KEY, message)
                    .at(item.span(), "第二次")
                    .help("删去其中一处"),
            );
        } else {
            labels.push((kind, label));
        }
    }
    if !whole {
        return None;
    }
    let missing: Vec<_> = BudgetKind::ALL
        .into_iter()
        .filter(|kind| labels.iter().all(|(listed, _)| listed != kind))
        .map(BudgetKind::key)
        .collect();
    if missing.is_empty() {
        return Some(KindLabels(labels));
    }
    faults.push(
        Diagnostic::new(Code::MISSING_KEY, format!("{path} 缺少 {}", missing.join("、")))
            .at(node.span(), "四类预算要写全")
            .help("报告不写的一类也要列出，称谓供核对时使用"),
    );
    None
}

fn read_kind(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<(BudgetKind, String)> {
    let mut keys = Keys::open(node, path, faults)?;
    let kind = keys.required("kind", faults);
    let kind = kind.and_then(|(node, path)| choice(node, &path, &KINDS, faults));
    let words = keys.required("label", faults);
    let words = words.and_then(|(node, path)| label(node, &path, faults));
    keys.close(faults);
    Some((kind?, words?))
}

fn read_grades(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<GradeScale> {
    let mut keys = Keys::open(node, path, faults)?;
    let mut labels = Vec::new();
    let mut bounds: Vec<(Score, &Node<'_>)> = Vec::new();
    for grade in Grade::ALL {
        let found = keys.required(grade.key(), faults);
        let Some((node, path)) = found else { continue };
        let Some(mut keys) = Keys::open(node, &path, faults) else { continue };
        let words = keys.required("label", faults);
        labels.extend(words.and_then(|(node, path)| label(node, &path, faults)));
        if grade != Grade::Poor {
            let from = keys.required("from", faults);
            bounds.extend(from.and_then(|(node, path)| Some((score(node, &path, faults)?, node))));
        }
        keys.close(faults);
    }
    keys.close(faults);
    let labels: [String; 4] = labels.try_into().ok()?;
    let bounds: [(Score, &Node<'_>); 3] = bounds.try_into().ok()?;
    for pair in bounds.windows(2) {
        let [(better, _), (worse, place)] = pair else { continue };
        if worse >= better {
            let message =
                format!("等级界限应逐级降低：{} 不低于上一级的 {}", worse.print(), better.print());
            faults.push(Diagnostic::new(Code::UNKNOWN_VALUE, message).at(place.span(), "界限过高"));
        }
    }
    let [(excellent_from, _), (good_from, _), (fair_from, _)] = bounds;
    Some(GradeScale { excellent_from, good_from, fair_from, labels })
}

/// Returns a number of decimals, 0 to 6.
fn decimals(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<u32> {
    let written = text(node, path, faults)?;
    let places = (0..=MAX_DECIMALS).find(|places| places.to_string() == written);
    if places.is_none() {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} 不能写作“{written}”"))
                .at(node.span(), "不是小数位数")
                .help(format!("小数位数写 0 至 {MAX_DECIMALS} 的整数")),
        );
    }
    places
}

/// Returns a score from 0 to 100.
pub(super) fn score(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Score> {
    let written = text(node, path, faults)?;
    let (code, reason) = match Score::parse(written) {
        Ok(score) if (Score::ZERO..=Score::whole(100)).contains(&score) => return Some(score),
        Ok(_) | Err(DecimalFault::OutOfRange) => (Code::UNKNOWN_VALUE, "分数在 0 至 100 之间"),
        Err(DecimalFault::NotDecimal) => (Code::NOT_A_DECIMAL, "分数写作数字，如 90"),
        Err(DecimalFault::TooManyDecimals { .. }) => (Code::TOO_MANY_DECIMALS, "分数最多两位小数"),
    };
    faults.push(
        Diagnostic::new(code, format!("{path} 不能写作“{written}”"))
            .at(node.span(), "不是分数")
            .help(reason),
    );
    None
}
