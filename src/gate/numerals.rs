//! Amounts in Chinese numerals, alone or after digits: 三百八十四万二千〇七十六, 384万2076.

use crate::quantity::{Amount, AmountUnit};

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Returns the ways in which `amount`, which is not negative, is written with Chinese numerals, as
/// folded text has them: in 元 with 角 and 分, in 万元 with a point, and with 万 after digits.
pub(super) fn forms(amount: Amount) -> Vec<String> {
    let mut forms = Vec::new();
    let yuan = amount.print_exact(AmountUnit::Yuan);
    let (whole, fraction) = yuan.split_once('.').unwrap_or((&yuan, ""));
    forms.extend(whole_number(whole).map(|number| match fraction {
        "" => number,
        _ => format!("{number}元{}", cents(fraction)),
    }));
    for units in [
        amount.print_exact(AmountUnit::TenThousandYuan),
        amount.print(AmountUnit::TenThousandYuan, 2),
    ] {
        if let Some((whole, fraction)) = units.split_once('.') {
            let fraction: String = digits(fraction.trim_end_matches('0')).collect();
            let whole = whole_number(whole).filter(|_| !fraction.is_empty());
            forms.extend(whole.map(|whole| format!("{whole}点{fraction}")));
        }
    }
    let short: Vec<_> = forms
        .iter()
        .filter(|form| form.starts_with("一十"))
        .map(|form| form["一".len()..].into())
        .collect();
    forms.extend(short);
    if let Some((ten_thousands, rest)) = whole.len().checked_sub(4).map(|at| whole.split_at(at))
        && !ten_thousands.is_empty()
        && rest.bytes().any(|digit| digit != b'0')
    {
        let point = if fraction.is_empty() { "" } else { "." };
        forms.push(format!("{ten_thousands}万{}{point}{fraction}", rest.trim_start_matches('0')));
        forms.push(format!("{ten_thousands}万{rest}{point}{fraction}"));
    }
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Returns whether `character` may be part of a number in Chinese numerals.
pub(super) fn is_numeral(character: char) -> bool {
    DIGITS.contains(&character) || matches!(character, '十' | '百' | '千' | '万' | '亿' | '点')
}

/// Returns whether a number written as `form` goes on with `next`; after decimals comes a unit.
pub(super) fn goes_on(form: &str, next: char) -> bool {
    if form.contains('点') { DIGITS.contains(&next) } else { is_numeral(next) }
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.bytes().filter_map(|byte| DIGITS.get(usize::from(byte.wrapping_sub(b'0'))).copied())
}

/// Returns a whole number in Chinese numerals; `None` for nothing, and where it is too long.
fn whole_number(number: &str) -> Option<String> {
    const PLACES: [&str; 4] = ["", "十", "百", "千"];
    const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];
    if number.is_empty() || number.len() > 15 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut text = String::new();
    let mut nought = false;
    let mut group_has = false;
    for (index, digit) in digits(number).enumerate() {
        let place = number.len() - 1 - index;
        if digit == DIGITS[0] {
            nought = !text.is_empty();
        } else {
            if std::mem::take(&mut nought) {
                text.push(DIGITS[0]);
            }
            text.push(digit);
            text.push_str(PLACES[place % 4]);
            group_has = true;
        }
        if place.is_multiple_of(4) && std::mem::take(&mut group_has) {
            text.push_str(GROUPS[place / 4]);
        }
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the 角 and 分 of a decimal fraction of a 元.
fn cents(fraction: &str) -> String {
    let mut text = String::new();
    for (digit, unit) in digits(fraction).zip(["角", "分"]) {
        if digit == DIGITS[0] {
            text.push(digit);
        } else {
            text.push(digit);
            text.push_str(unit);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(yuan: &str) -> Vec<String> {
        forms(Amount::parse(yuan, AmountUnit::Yuan).unwrap())
    }

    #[test]
    fn an_amount_is_written_with_numerals() {
        let forms = of("3842076");
        for form in
            ["三百八十四万二千〇七十六", "三百八十四点二〇七六", "三百八十四点二一", "384万2076"]
        {
            assert!(forms.contains(&form.to_owned()), "{form}: {forms:?}");
        }
        assert!(of("100000020").contains(&"一亿〇二十".to_owned()));
        assert!(of("123456").contains(&"十二万三千四百五十六".to_owned()));
        assert!(of("100020").contains(&"10万0020".to_owned()));
        assert!(of("100020").contains(&"10万20".to_owned()));
        assert!(of("384207.65").contains(&"三十八万四千二百〇七元六角五分".to_owned()));
        assert!(of("384207.05").contains(&"三十八万四千二百〇七元〇五分".to_owned()));
    }
}
