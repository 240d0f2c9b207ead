//! Numbers in running text, which keep their sign, their decimals, their % and their unit.

use super::character::Class;
use super::line_break::{Break, lower};
use super::shape::Atom;

/// The units that follow numbers in filings and reports, longest first among those that begin
/// alike.
const UNITS: [&str; 88] = [
    "万元",
    "亿元",
    "千元",
    "百万元",
    "万亿元",
    "元",
    "角",
    "万人次",
    "万人",
    "万户",
    "万个",
    "万亩",
    "万吨",
    "万",
    "亿",
    "个百分点",
    "百分点",
    "个月",
    "个",
    "人次",
    "人",
    "名",
    "位",
    "户",
    "家",
    "项",
    "分钟",
    "分",
    "年度",
    "年",
    "月份",
    "月",
    "日",
    "号",
    "天",
    "小时",
    "时",
    "秒",
    "周",
    "季度",
    "季",
    "期",
    "次",
    "件",
    "份",
    "条",
    "款",
    "篇",
    "本",
    "册",
    "页",
    "张",
    "幅",
    "场",
    "批",
    "台",
    "套",
    "辆",
    "部",
    "间",
    "栋",
    "座",
    "处",
    "所",
    "只",
    "支",
    "株",
    "棵",
    "平方公里",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "米",
    "公顷",
    "亩",
    "公斤",
    "千克",
    "克",
    "吨",
    "升",
    "倍",
    "岁",
    "成",
    "级",
    "等",
    "度",
    "折",
];

/// Lowers the places inside numbers, and between a number and what belongs to it, to
/// [`Break::InFigure`] (GB/T 15835-2011).
pub(super) fn keep_numbers_whole(atoms: &[Atom], breaks: &mut [Break]) {
    let mut index = 0;
    while index < atoms.len() {
        if is_digit(atoms[index].character) {
            let end = end_of_number(atoms, index);
            let start =
                if index != 0 && is_sign(atoms[index - 1].character) { index - 1 } else { index };
            lower(breaks, start + 1..end_with_unit(atoms, end), Break::InFigure);
            index = end;
        } else {
            index += 1;
        }
    }
}

/// Returns where the digits that begin at `start` end, decimals and thousands included.
fn end_of_number(atoms: &[Atom], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(atom) = atoms.get(end) {
        let digit_follows = atoms.get(end + 1).is_some_and(|next| is_digit(next.character));
        if is_digit(atom.character) {
            end += 1;
        } else if matches!(atom.character, '.' | ',' | ':' | '．') && digit_follows {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Returns where the % or the unit ends that follows a number ending at `end`, else `end`.
fn end_with_unit(atoms: &[Atom], end: usize) -> usize {
    let space = atoms.get(end).is_some_and(|atom| atom.class == Class::Space);
    let begin = if space { end + 1 } else { end };
    let Some(first) = atoms.get(begin) else { return end };
    if matches!(first.character, '%' | '％' | '‰' | '℃' | '°' | '㎡' | '㎞' | '㎏') {
        return begin + 1;
    }
    let length = UNITS.iter().filter_map(|unit| matches_at(atoms, begin, unit)).max();
    length.map_or(end, |length| begin + length)
}

/// Returns the count of the unit's characters if it stands at `begin`.
fn matches_at(atoms: &[Atom], begin: usize, unit: &str) -> Option<usize> {
    let mut length = 0;
    for character in unit.chars() {
        if atoms.get(begin + length)?.character != character {
            return None;
        }
        length += 1;
    }
    Some(length)
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

fn is_sign(character: char) -> bool {
    matches!(
        character,
        '+' | '-'
            | '−'
            | '±'
            | '＋'
            | '－'
            | '<'
            | '>'
            | '='
            | '≤'
            | '≥'
            | '＜'
            | '＞'
            | '＝'
            | '≈'
            | '￥'
            | '¥'
            | '$'
    )
}
