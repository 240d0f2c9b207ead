//! C321: a judged indicator whose share, or whose score, does not lie in the band that it names.

use super::Context;
use super::indicators::{self, Row};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Band, IndicatorRule};
use crate::model::Nature;
use crate::quantity::Rate;

/// How many decimals of a share are written, in percent.
const SHARE_DECIMALS: u32 = 6;

/// Looks at the share where one is filed, else at the score.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for row in indicators::rows(context) {
        findings.extend(match row.rule(context) {
            IndicatorRule::Qualitative { share, band } => of_share(&row, share, band),
            IndicatorRule::Filed if row.indicator.nature == Nature::Qualitative => of_score(&row),
            _ => None,
        });
    }
}

fn of_share(row: &Row<'_>, share: Rate, band: Option<Band>) -> Option<Diagnostic> {
    let place = row.indicator.achieved_share.as_ref()?.span;
    let percent = share.print(SHARE_DECIMALS);
    let whole = Rate::percent_of_whole(0)..=Rate::percent_of_whole(100);
    let Some(band) = band.filter(|_| whole.contains(&share)) else {
        if whole.contains(&share) {
            return None;
        }
        let message = format!("{}的完成比例是 {percent}，应在 0 至 100% 之间", row.label());
        return Some(
            Diagnostic::new(Code::SHARE_OUTSIDE_BAND, message)
                .at(place, "超出范围")
                .help("完成比例最高为 100%：改正 achieved_share"),
        );
    };
    if band.holds(share) {
        return None;
    }
    let (name, range) = (band.name(), band.words());
    let message = format!("{}写作“{name}”，完成比例却是 {percent}，这一档是 {range}", row.label());
    let finding =
        Diagnostic::new(Code::SHARE_OUTSIDE_BAND, message).at(place, format!("“{name}”是 {range}"));
    let finding = match &row.indicator.actual {
        Some(actual) => finding.related(actual.span, "档次"),
        None => finding,
    };
    let right = Band::ALL.into_iter().find(|band| band.holds(share));
    let right = right.map_or("", Band::name);
    Some(finding.help(format!("actual 改写“{right}……”，或者按这一档改正 achieved_share")))
}

fn of_score(row: &Row<'_>) -> Option<Diagnostic> {
    let (actual, score) = (row.indicator.actual.as_ref()?, row.indicator.score.as_ref()?);
    let weight = row.indicator.weight.value;
    let band = Band::named_in(&actual.value)?;
    let (from, to) = band.bounds(weight)?;
    // Above the weight is C302's, below nothing C316's.
    let is_inside = score.value >= from && (score.value < to || band == Band::Reached);
    if is_inside || score.value > weight || score.value < from && band == Band::Missed {
        return None;
    }
    let (name, range) = (band.name(), band.words());
    let points = match band {
        Band::Reached => format!("{} 至 {} 分", from.print(), to.print()),
        Band::Partly => format!("{} 分以上、不到 {} 分", from.print(), to.print()),
        Band::Missed => format!("不到 {} 分", to.print()),
    };
    let message = format!(
        "{}写作“{name}”，得 {} 分，这一档是分值的 {range}，即 {points}",
        row.label(),
        score.value.print()
    );
    Some(
        Diagnostic::new(Code::SHARE_OUTSIDE_BAND, message)
            .at(score.span, format!("“{name}”是 {points}"))
            .related(actual.span, "档次")
            .help("按实际完成情况改正 actual 的档次，或者按这一档改正 score"),
    )
}
