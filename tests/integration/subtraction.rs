//! D502: compared with every assignment of withheld amounts that agrees with what is published.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::filing::Computed;

const CHANGLI: &str = include_str!("../../templates/changli/form.yaml");
const KINDS: [&str; 2] = ["general_public", "government_fund"];
const FIELDS: [(&str, &str); 3] =
    [("initial", "年初预算数"), ("adjusted", "调整后预算数"), ("final", "决算数")];

/// What the public project has of everything, and the department beside its projects, in 分.
const PUBLIC: i128 = 500;
const REST: i128 = 10_000;

/// Returns the folder of the forms `reduced`, `full` and `omit`, which print 元 to the 分.
fn forms() -> &'static Path {
    static FORMS: OnceLock<TempDir> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for totals in ["reduced", "full", "omit"] {
            let settings = CHANGLI.replace("unit: 万元", "unit: 元");
            let settings = settings.replace("totals: reduced", &format!("totals: {totals}"));
            fs::create_dir(folder.path().join(totals)).unwrap();
            fs::write(folder.path().join(totals).join("form.yaml"), settings).unwrap();
        }
        folder
    });
    forms.path()
}

/// A withheld project.
#[derive(Clone, Debug)]
struct Withheld {
    kind: usize,
    evaluated: bool,
    /// In 分.
    amounts: [i128; 3],
}

/// A published sum: its figure's name, the field, the withheld projects in it, what is public of it,
/// and to how many decimals it was printed.
#[derive(Clone, Debug)]
struct Published {
    name: String,
    field: usize,
    members: Vec<usize>,
    public: i128,
    decimals: u32,
}

/// A filing: what is withheld, what is published elsewhere, and what the form and the filing say.
#[derive(Clone, Debug)]
struct Case {
    projects: Vec<Withheld>,
    elsewhere: Vec<Published>,
    totals: &'static str,
    has_basic: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let amount = prop_oneof![1 => Just(0), 6 => 1..=8_i128];
    let project = (0..2_usize, prop::bool::weighted(0.7), [amount.clone(), amount.clone(), amount]);
    let project =
        project.prop_map(|(kind, evaluated, amounts)| Withheld { kind, evaluated, amounts });
    let printed = prop::collection::vec(prop::option::weighted(0.4, 1..=2_u32), 14);
    let totals = prop::sample::select(vec!["reduced", "full", "omit"]);
    let parts = (prop::collection::vec(project, 2..=4), printed, totals, any::<bool>());
    parts.prop_map(|(projects, printed, totals, has_basic)| {
        let sums = sums(&projects);
        assert_eq!(sums.len(), printed.len(), "every sum may be printed");
        let elsewhere = sums
            .into_iter()
            .zip(printed)
            .filter_map(|(sum, decimals)| Some(Published { decimals: decimals?, ..sum }));
        Case { projects: projects.clone(), elsewhere: elsewhere.collect(), totals, has_basic }
    })
}

/// Returns every sum that could be published elsewhere.
fn sums(projects: &[Withheld]) -> Vec<Published> {
    let members = |belongs: &dyn Fn(&Withheld) -> bool| {
        (0..projects.len()).filter(|number| belongs(&projects[*number])).collect::<Vec<_>>()
    };
    let mut sums = Vec::new();
    let mut add = |name: String, field, members, public| {
        sums.push(Published { name, field, members, public, decimals: 2 });
    };
    for (field, (key, _)) in FIELDS.iter().enumerate() {
        add(format!("department.{key}"), field, members(&|_| true), PUBLIC + REST);
        add(format!("projects.{key}"), field, members(&|_| true), PUBLIC);
        add(format!("project.P1.{key}"), field, vec![0], 0);
    }
    add("project_total".to_owned(), 1, members(&|project| project.evaluated), PUBLIC);
    for (kind, key) in KINDS.iter().enumerate() {
        let public = if kind == 0 { PUBLIC } else { 0 };
        let evaluated = members(&|project| project.kind == kind && project.evaluated);
        add(format!("by_kind.{key}.amount"), 1, evaluated, public);
        add(format!("by_kind.{key}.expenditure"), 1, members(&|p| p.kind == kind), public);
    }
    sums
}

impl Published {
    /// Returns the sum, in 分.
    fn fen(&self, projects: &[Withheld]) -> i128 {
        let amounts = self.members.iter().map(|number| projects[*number].amounts[self.field]);
        self.public + amounts.sum::<i128>()
    }

    /// Returns the printed text.
    fn text(&self, projects: &[Withheld]) -> String {
        let fen = self.fen(projects);
        match self.decimals {
            2 => format!("{}.{:02}", fen / 100, fen % 100),
            _ => format!("{}.{}", (fen + 5) / 100, (fen + 5) / 10 % 10),
        }
    }

    /// Returns the sums that are printed so. The last zero of 5.10 may have been left off.
    fn bounds(&self, projects: &[Withheld]) -> RangeInclusive<i128> {
        let fen = self.fen(projects);
        let tens = (fen + 5) / 10 * 10;
        if self.decimals == 2 || tens == fen { fen..=fen } else { tens - 5..=tens + 4 }
    }
}

impl Case {
    fn yaml(&self) -> String {
        let yuan = |fen: i128| format!("{}.{:02}", fen / 100, fen % 100);
        let line = |values: [i128; 3]| {
            let [initial, adjusted, last] = values.map(yuan);
            format!("initial: {initial}, adjusted: {adjusted}, final: {last}")
        };
        let department = [0, 1, 2].map(|field| {
            let amounts = self.projects.iter().map(|project| project.amounts[field]);
            REST + PUBLIC + amounts.sum::<i128>()
        });
        let mut text = format!(
            "form: {}\nfiscal_year: 2024\namount_unit: 元\ndepartment: {{ name: 云岭县水务局 }}\n\
             budget:\n  department: {{ {} }}\n",
            self.totals,
            line(department)
        );
        if self.has_basic {
            writeln!(text, "  basic: {{ {} }}", line([REST; 3])).unwrap();
        }
        text.push_str("projects:\n");
        let public = Withheld { kind: 0, evaluated: true, amounts: [PUBLIC; 3] };
        let all = std::iter::once(&public).chain(&self.projects);
        for (number, Withheld { kind, evaluated, amounts }) in all.enumerate() {
            let kind = KINDS[*kind];
            let (id, amounts) = (format!("P{number}"), line(*amounts));
            write!(text, "  - {{ id: {id}, name: 项目{id}, budget_kind: {kind}, {amounts}")
                .unwrap();
            text.push_str(if *evaluated {
                ""
            } else {
                ", evaluated: false, not_evaluated_reason: 年末立项"
            });
            let withheld = ", disclosure: { withheld: true, ground: trade_secret }";
            text.push_str(if number == 0 { "" } else { withheld });
            text.push_str(" }\n");
        }
        if !self.elsewhere.is_empty() {
            text.push_str("disclosure:\n  published_elsewhere:\n");
        }
        for sum in &self.elsewhere {
            writeln!(text, "    {}: {}", sum.name, sum.text(&self.projects)).unwrap();
        }
        text
    }

    /// Returns what the sums say of a field: the projects whose amounts are summed, and the range of
    /// their sum.
    fn relations(&self, field: usize) -> Vec<(Vec<usize>, RangeInclusive<i128>)> {
        let kept = sums(&self.projects).into_iter().filter(|sum| {
            let is_total = sum.name.starts_with("department.") || sum.name.starts_with("projects.");
            is_total && self.totals == "full"
        });
        // What the department has beside its projects is public by itself, or by the reduced total.
        let is_rest_public = self.totals == "reduced" || self.has_basic;
        kept.chain(self.elsewhere.iter().cloned())
            .filter(|sum| sum.field == field)
            .filter(|sum| is_rest_public || !sum.name.starts_with("department."))
            .map(|sum| {
                let bounds = sum.bounds(&self.projects);
                let is_secret = |number: &usize| self.projects[*number].amounts[field] != 0;
                let members = sum.members.iter().copied().filter(is_secret).collect::<Vec<_>>();
                (members, bounds.start() - sum.public..=bounds.end() - sum.public)
            })
            .filter(|(members, _)| !members.is_empty())
            .collect()
    }

    /// Returns what follows, by enumeration: ids and labels.
    fn determined(&self) -> BTreeSet<(String, &'static str)> {
        let mut determined = BTreeSet::new();
        for (field, (_, label)) in FIELDS.into_iter().enumerate() {
            let relations = self.relations(field);
            let numbers: BTreeSet<usize> =
                relations.iter().flat_map(|(members, _)| members.iter().copied()).collect();
            let numbers: Vec<_> = numbers.into_iter().collect();
            let mut ranges = vec![None; self.projects.len()];
            let mut values = vec![0; self.projects.len()];
            enumerate(&numbers, &relations, &mut values, &mut ranges);
            for number in numbers {
                let is_narrow =
                    |(least, most): (i128, i128)| most - least <= 1 || (most - least) * 100 <= most;
                if ranges[number].is_some_and(is_narrow) {
                    determined.insert((format!("P{}", number + 1), label));
                }
            }
        }
        determined
    }
}

/// Widens `ranges` by every assignment of the amounts `numbers` that agrees with `relations`.
fn enumerate(
    numbers: &[usize],
    relations: &[(Vec<usize>, RangeInclusive<i128>)],
    values: &mut Vec<i128>,
    ranges: &mut Vec<Option<(i128, i128)>>,
) {
    let sum = |members: &[usize], values: &[i128]| members.iter().map(|m| values[*m]).sum::<i128>();
    let Some((number, rest)) = numbers.split_first() else {
        if relations.iter().all(|(members, bounds)| bounds.contains(&sum(members, values))) {
            for (range, value) in ranges.iter_mut().zip(values.iter()) {
                let (least, most) = range.unwrap_or((*value, *value));
                *range = Some((least.min(*value), most.max(*value)));
            }
        }
        return;
    };
    let room = relations.iter().filter(|(members, _)| members.contains(number));
    let room = room.map(|(members, bounds)| bounds.end() - sum(members, values));
    let room = room.min().expect("each of the numbers is in a relation");
    for value in 0..=room {
        values[*number] = value;
        enumerate(rest, relations, values, ranges);
    }
    values[*number] = 0;
}

/// Returns the messages of D502.
fn messages(text: &str) -> Vec<String> {
    let computed = Computed::by_forms(text, Some(forms()));
    let findings = computed.diagnostics().into_iter().filter(|finding| finding.code.id == "D502");
    findings.map(|finding| finding.message).collect()
}

/// Returns what D502 finds: ids and labels.
fn found(text: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for message in messages(text) {
        let (id, rest) = message.strip_prefix("projects[").unwrap().split_once(']').unwrap();
        let labels = rest.strip_prefix(" 不予公开，但它的").unwrap();
        let (labels, _) = labels.split_once("可以由").unwrap();
        found.extend(labels.split('、').map(|label| (id.to_owned(), label.to_owned())));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_follows_from_sums_is_what_enumeration_leaves(case in cases()) {
        let expected: BTreeSet<_> =
            case.determined().into_iter().map(|(id, label)| (id, label.to_owned())).collect();
        prop_assert_eq!(found(&case.yaml()), expected, "{}", case.yaml());
    }
}
