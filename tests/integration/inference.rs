//! Inference: compared with every assignment of small numbers that agrees with what is published.

use proptest::prelude::*;
use ziping::inference::{Expression, Problem, Solver, Unknown};

/// The greatest number that an unknown of these tests has.
const MOST: i128 = 6;

/// A published sum: the members of a group, and the range that its print leaves.
#[derive(Clone, Debug)]
struct Published {
    members: Vec<usize>,
    least: i128,
    most: i128,
}

/// Returns a problem of `count` unknowns, and the unknowns.
fn problem(count: usize, published: &[Published]) -> (Problem, Vec<Unknown>) {
    let mut problem = Problem::default();
    let unknowns: Vec<_> = (0..count).map(|_| problem.unknown(true)).collect();
    for (origin, Published { members, least, most }) in published.iter().enumerate() {
        let sum = Expression::sum(members.iter().map(|member| unknowns[*member]), 0);
        problem.between(&sum, Some(*least), Some(*most), origin);
    }
    (problem, unknowns)
}

/// Returns the least and the greatest value of the sum of `members` over all whole numbers from 0
/// to `MOST` that agree with what is published.
fn enumerated(count: usize, published: &[Published], members: &[usize]) -> Option<(i128, i128)> {
    let base = MOST + 1;
    let all = 0..base.pow(u32::try_from(count).unwrap());
    let assignments = all.map(|number| {
        (0..u32::try_from(count).unwrap())
            .map(|place| number / base.pow(place) % base)
            .collect::<Vec<_>>()
    });
    let sum = |values: &[i128], members: &[usize]| members.iter().map(|m| values[*m]).sum::<i128>();
    let agreeing = assignments.filter(|values| {
        published.iter().all(|p| (p.least..=p.most).contains(&sum(values, &p.members)))
    });
    let mut sums = agreeing.map(|values| sum(&values, members));
    let first = sums.next()?;
    Some(sums.fold((first, first), |(least, most), sum| (least.min(sum), most.max(sum))))
}

/// Numbers, a kind and a grade for each, and which sums are printed at which step: the total always,
/// and sums by kind and by grade.
fn by_kind_and_grade() -> impl Strategy<Value = (Vec<i128>, Vec<Published>)> {
    let item = (0..=MOST, 0..3_usize, 0..3_usize);
    let printed = prop::collection::vec(prop::option::of(1..=4_i128), 6);
    (prop::collection::vec(item, 2..=4), printed, 1..=4_i128).prop_map(|(items, printed, step)| {
        let values: Vec<_> = items.iter().map(|item| item.0).collect();
        let all = (0..items.len()).collect::<Vec<_>>();
        let of = |group: usize| {
            let is_in = |member: &usize| match items[*member] {
                (_, kind, _) if group < 3 => kind == group,
                (_, _, grade) => grade + 3 == group,
            };
            all.iter().copied().filter(is_in).collect::<Vec<_>>()
        };
        let groups = printed.iter().enumerate().filter_map(|(g, step)| Some((of(g), (*step)?)));
        let mut groups: Vec<_> = groups.filter(|(members, _)| !members.is_empty()).collect();
        groups.push((all.clone(), step));
        // Every number is known not to be above MOST, as in the enumeration.
        let mut published: Vec<_> =
            groups.into_iter().map(|(members, step)| rounded(&values, members, step)).collect();
        published.extend(all.iter().map(|m| Published { members: vec![*m], least: 0, most: MOST }));
        (values, published)
    })
}

/// Returns the sum of `members` as printed in steps: all sums that round to the same step.
fn rounded(values: &[i128], members: Vec<usize>, step: i128) -> Published {
    let sum: i128 = members.iter().map(|member| values[*member]).sum();
    let below = (sum + step / 2) / step * step - step / 2;
    Published { members, least: below, most: below + step - 1 }
}

/// Numbers and any groups of them.
fn any_groups() -> impl Strategy<Value = (Vec<i128>, Vec<Published>)> {
    let groups = prop::collection::vec((1..16_usize, 1..=4_i128), 1..=5);
    (prop::collection::vec(0..=MOST, 2..=4), groups).prop_map(|(values, groups)| {
        let published = groups.into_iter().filter_map(|(mask, step)| {
            let members: Vec<_> = (0..values.len()).filter(|m| mask >> m & 1 == 1).collect();
            (!members.is_empty()).then(|| rounded(&values, members, step))
        });
        let mut published: Vec<_> = published.collect();
        let all = 0..values.len();
        published.extend(all.map(|m| Published { members: vec![m], least: 0, most: MOST }));
        (values, published)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_by_kind_and_by_grade_leave_what_enumeration_leaves(
        (values, published) in by_kind_and_grade()
    ) {
        let (problem, unknowns) = problem(values.len(), &published);
        let mut solver = Solver::of(&problem);
        for (member, unknown) in unknowns.iter().enumerate() {
            let range = solver.range(&[*unknown]);
            let expected = enumerated(values.len(), &published, &[member]);
            prop_assert_eq!(range.least.zip(range.most), expected, "{:?} of {:?}", member, published);
        }
    }

    #[test]
    fn sums_of_any_groups_never_leave_less_than_enumeration((values, published) in any_groups()) {
        let (problem, unknowns) = problem(values.len(), &published);
        let mut solver = Solver::of(&problem);
        let all: Vec<_> = (0..values.len()).collect();
        for members in all.iter().map(|member| vec![*member]).chain([all.clone()]) {
            let asked: Vec<_> = members.iter().map(|member| unknowns[*member]).collect();
            let range = solver.range(&asked);
            let (least, most) = enumerated(values.len(), &published, &members).unwrap();
            prop_assert!(range.least.unwrap() <= least && range.most.unwrap() >= most);
            if range.is_exact() {
                prop_assert_eq!(least, most);
            }
        }
    }

    #[test]
    fn what_a_range_follows_from_is_enough((values, published) in by_kind_and_grade()) {
        let (whole, unknowns) = problem(values.len(), &published);
        let range = Solver::of(&whole).range(&[unknowns[0]]);
        let named: Vec<_> = range.because.iter().map(|origin| published[*origin].clone()).collect();
        let (reduced, unknowns) = problem(values.len(), &named);
        let again = Solver::of(&reduced).range(&[unknowns[0]]);
        prop_assert_eq!((again.least, again.most), (range.least, range.most));
    }
}

#[test]
fn the_only_unknown_of_a_total_is_the_difference() {
    let mut problem = Problem::default();
    let unknown = problem.unknown(true);
    let department = Expression::sum([unknown], 410_940_000);
    problem.between(&department, Some(665_375_000), Some(665_384_999), 7);
    let range = Solver::of(&problem).range(&[unknown]);
    assert_eq!((range.least, range.most), (Some(254_435_000), Some(254_444_999)));
    assert_eq!(range.because, [7]);
    assert!(range.is_narrow(10_000) && !range.is_exact());
}

#[test]
fn of_two_unknowns_only_the_sum_is_known_until_a_group_splits_them() {
    let mut problem = Problem::default();
    let [first, second] = [problem.unknown(true), problem.unknown(true)];
    problem.between(&Expression::sum([first, second], 0), Some(30), Some(30), 0);
    let mut solver = Solver::of(&problem);
    assert_eq!(solver.range(&[first]).most, Some(30));
    assert!(!solver.range(&[first]).is_narrow(1));
    assert!(solver.range(&[first, second]).is_exact());
    let mut split = problem.clone();
    split.between(&Expression::sum([second], 5), Some(15), Some(15), 1);
    let mut solver = Solver::of(&split);
    let range = solver.range(&[first]);
    assert_eq!((range.least, range.most, range.because), (Some(20), Some(20), vec![0, 1]));
}

#[test]
fn a_rate_gives_its_part_where_the_whole_is_known() {
    let mut problem = Problem::default();
    let part = problem.unknown(true);
    let bounds = ziping::quantity::PrintedRate::parse("12.50%").unwrap().bounds();
    problem.quotient(&Expression::sum([part], 25), &Expression::known(1000), bounds, 3);
    let range = Solver::of(&problem).range(&[part]);
    assert_eq!((range.least, range.most, range.because), (Some(100), Some(100), vec![3]));
}

#[test]
fn an_amount_that_may_be_below_zero_bounds_no_other() {
    let mut problem = Problem::default();
    let [first, second] = [problem.unknown(true), problem.unknown(false)];
    problem.between(&Expression::sum([first, second], 0), Some(30), Some(30), 0);
    let mut solver = Solver::of(&problem);
    assert_eq!(solver.range(&[first]).most, None);
    assert_eq!(solver.range(&[second]).most, Some(30));
    assert_eq!(solver.range(&[second]).least, None);
}

#[test]
fn too_many_relations_are_looked_at_one_by_one() {
    let mut problem = Problem::default();
    let unknowns: Vec<_> = (0..500).map(|_| problem.unknown(true)).collect();
    for (origin, unknown) in unknowns.iter().enumerate() {
        problem.between(&Expression::sum([*unknown], 0), Some(4), Some(4), origin);
    }
    let mut solver = Solver::of(&problem);
    let range = solver.range(&[unknowns[499]]);
    assert!(range.is_exact());
    assert_eq!(range.because, [499]);
    assert_eq!(solver.range(&unknowns[..2]).most, None);
}

#[test]
fn ten_thousand_alike_cost_little() {
    let mut problem = Problem::default();
    let unknowns: Vec<_> = (0..10_000).map(|_| problem.unknown(true)).collect();
    problem.between(&Expression::sum(unknowns.clone(), 0), Some(0), Some(0), 0);
    let mut solver = Solver::of(&problem);
    assert!(unknowns.iter().all(|unknown| solver.range(&[*unknown]).is_exact()));
}
