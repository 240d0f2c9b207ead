//! Addresses below 乡镇 or 街道: a house, a building, a flat, a group of a village.
//!
//! The name of a road or a village alone is none, and one number before works on it (碣石路改造工程,
//! 前进村3组道路硬化) is a project's name.

use std::ops::Range;

use super::reading::{Reading, is_hanzi};
use super::{Hit, PersonalDatum};

/// How far an address reaches back from its first number, and on to another part.
const REACH: usize = 40;
const PART: usize = 12;
/// How far the words after an address are read.
const AFTER: usize = 14;

/// What is counted in an address, longer words first.
const UNITS: &[&str] = &["号院", "号楼", "单元", "组", "号", "栋", "幢", "座", "室", "队", "弄"];
/// What places are called that houses are counted in; the longer ones are none though they end so.
const PLACES: &[&str] = &[
    "村",
    "屯",
    "庄",
    "路",
    "街",
    "道",
    "巷",
    "胡同",
    "里",
    "弄",
    "小区",
    "社区",
    "花园",
    "家园",
    "公寓",
    "苑",
    "新城",
    "大院",
    "家属院",
    "府",
    "新村",
    "园",
    "湾",
    "寨",
    "堡",
    "坊",
];
const NO_PLACES: &[&str] = &[
    "全村",
    "各村",
    "每村",
    "本村",
    "该村",
    "农村",
    "乡村",
    "行政村",
    "自然村",
    "示范村",
    "国道",
    "省道",
    "县道",
    "乡道",
    "街道",
    "渠道",
    "管道",
    "通道",
    "河道",
    "频道",
    "隧道",
    "轨道",
    "铁道",
    "公里",
    "政府",
    "公路",
    "铁路",
    "线路",
    "公园",
    "校园",
    "产业园",
    "工业园",
    "园区",
    "幼儿园",
];
/// After 号 these make it the number of something else.
const THINGS: &[&str] = &[
    "文", "令", "公告", "议案", "提案", "桥", "线", "井", "机井", "泵", "坑", "闸", "机", "标",
    "地块", "池", "站", "塔", "炉", "变", "仓", "库", "渠", "垃圾", "公交",
];
/// Words of works, and of people who form a group.
const WORKS: &[&str] = &[
    "工程", "项目", "改造", "硬化", "修缮", "路灯", "管网", "安装", "竣工", "完工", "组建", "组织",
    "设备", "道路", "水井",
];
/// After these an address begins.
const BEFORE: &[&str] = &[
    "住",
    "在",
    "到",
    "往",
    "至",
    "为",
    "是",
    "的",
    "了",
    "入",
    "位于",
    "坐落于",
    "址",
    "户籍",
    "向",
    "给",
];
/// What may close an address.
const TAILS: &[&str] = &["平房", "底商", "门市", "车库", "地下室"];

/// A chain of numbers with their units: 3号楼2单元501室.
struct Chain {
    characters: Range<usize>,
    units: usize,
    has_entrance: bool,
}

pub(super) fn find(reading: &Reading) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut index = 0;
    while index < reading.len() {
        match address(reading, index) {
            Some(found) => {
                index = found.end;
                hits.push(Hit { characters: found, kind: PersonalDatum::Address });
            }
            None => index += 1,
        }
    }
    hits
}

/// Returns the address whose first number begins at `index`.
fn address(reading: &Reading, index: usize) -> Option<Range<usize>> {
    if !reading.at(index).is_some_and(is_numeral) {
        return None;
    }
    let place = before_number(reading, index);
    let named = ends_in_place(reading, place);
    let mut chain = match chain(reading, index) {
        Some(chain) => chain,
        None => flats(reading, index).filter(|_| named)?,
    };
    if !named && !chain.has_entrance {
        return None;
    }
    // 民生路58号供销家属院2号楼: the next part follows at once.
    while let Some(next) = next_part(reading, chain.characters.end) {
        chain.characters.end = next.characters.end;
        chain.units += next.units;
        chain.has_entrance |= next.has_entrance;
    }
    let mut end = chain.characters.end;
    if chain.units == 1 && is_thing(reading, end) {
        return None;
    }
    if let Some((_, tail)) = reading.first_of(end, TAILS) {
        end = tail;
    }
    Some(start(reading, place)..end)
}

/// Returns the index after the place that the number at `index` counts in.
fn before_number(reading: &Reading, mut index: usize) -> usize {
    if reading.before(index) == Some('第') {
        index -= 1;
    }
    while reading.before(index) == Some(' ') {
        index -= 1;
    }
    index
}

fn ends_in_place(reading: &Reading, end: usize) -> bool {
    let text = reading.text(end.saturating_sub(4)..end);
    PLACES.iter().any(|place| text.ends_with(place) && text.chars().count() > place.chars().count())
        && !NO_PLACES.iter().any(|none| text.ends_with(none))
}

/// Returns the numbers with units that begin at `index`.
fn chain(reading: &Reading, index: usize) -> Option<Chain> {
    let mut chain = Chain { characters: index..index, units: 0, has_entrance: false };
    let mut after_entrance = false;
    loop {
        let first = reading.skip_spaces(chain.characters.end);
        let number = if reading.at(first) == Some('第') { first + 1 } else { first };
        let Some(end) = numeral(reading, number) else { break };
        match reading.first_of(reading.skip_spaces(end), UNITS) {
            Some((unit, after)) => {
                chain.characters.end = after;
                after_entrance = unit == "单元";
                chain.has_entrance |= after_entrance;
            }
            // 2单元302: the flat needs no unit.
            None if after_entrance => chain.characters.end = end,
            None => break,
        }
        chain.units += 1;
    }
    (chain.units != 0).then_some(chain)
}

/// Returns a building, an entrance and a flat as in 6-2-301, beginning at `index`.
fn flats(reading: &Reading, index: usize) -> Option<Chain> {
    let building = numeral(reading, index)?;
    let entrance = numeral(reading, hyphen(reading, building)?)?;
    let flat = numeral(reading, hyphen(reading, entrance)?)?;
    Some(Chain { characters: index..flat, units: 3, has_entrance: true })
}

fn hyphen(reading: &Reading, index: usize) -> Option<usize> {
    (reading.at(index) == Some('-')).then_some(index + 1)
}

/// Returns the chain after a further place that follows at `end`.
fn next_part(reading: &Reading, end: usize) -> Option<Chain> {
    let mut index = end;
    while index < end + PART
        && reading
            .at(index)
            .is_some_and(|c| is_hanzi(c) && !BEFORE.iter().any(|word| word.starts_with(c)))
    {
        index += 1;
        if ends_in_place(reading, index)
            && let Some(next) = chain(reading, index).or_else(|| flats(reading, index))
        {
            return Some(next);
        }
    }
    None
}

/// Returns whether what follows makes a single number that of works or of a thing.
fn is_thing(reading: &Reading, end: usize) -> bool {
    if reading.before(end) == Some('号') && reading.first_of(end, THINGS).is_some() {
        return true;
    }
    let after = reading.text(end.saturating_sub(1)..end + AFTER);
    let after: String = after.chars().take_while(|c| is_hanzi(*c)).collect();
    WORKS.iter().any(|word| after.contains(word))
}

/// Returns where the address begins whose place ends at `place`.
fn start(reading: &Reading, place: usize) -> usize {
    let mut first = place;
    while place - first < REACH && reading.before(first).is_some_and(is_hanzi) {
        first -= 1;
    }
    (first..place)
        .flat_map(|index| BEFORE.iter().map(move |word| (index, word)))
        .filter(|(index, word)| reading.has(*index, word))
        .map(|(index, word)| index + word.chars().count())
        .filter(|index| *index < place)
        .max()
        .unwrap_or(first)
}

/// Returns the end of a number of at most four figures, in digits or hanzi.
fn numeral(reading: &Reading, index: usize) -> Option<usize> {
    let mut end = index;
    while reading.at(end).is_some_and(is_numeral) && end <= index + 4 {
        end += 1;
    }
    (1..=4).contains(&(end - index)).then_some(end)
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十百".contains(character)
}
