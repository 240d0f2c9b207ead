//! Says why a text is no amount or score, and what to type instead.

use super::quoting::quoted;
use crate::diagnostic::Code;
use crate::quantity::DecimalFault;

/// What is wrong with a number.
pub(super) struct Complaint {
    /// Whether it is no decimal or too fine a one.
    pub(super) code: Code,
    /// Why, with what was read.
    pub(super) reason: String,
    /// What to type.
    pub(super) help: Vec<String>,
}

/// Explains `fault`, which reading `text` gave; `is_readable` tells whether a correction would do.
pub(super) fn explain(
    text: &str,
    fault: DecimalFault,
    is_readable: impl Fn(&str) -> bool,
) -> Complaint {
    let read = quoted(text);
    match fault {
        DecimalFault::TooManyDecimals { allowed } => Complaint {
            code: Code::TOO_MANY_DECIMALS,
            reason: format!("{read} 的小数超过 {allowed} 位"),
            help: vec![format!("最多写 {allowed} 位小数")],
        },
        DecimalFault::OutOfRange => Complaint {
            code: Code::NOT_A_DECIMAL,
            reason: format!("{read} 太大"),
            help: vec!["检查位数和金额单位".to_owned()],
        },
        DecimalFault::NotDecimal => {
            let mut correction = Correction::default();
            let corrected = correction.of(text);
            let reason = if correction.found.is_empty() {
                format!("读到的是 {read}")
            } else {
                format!("{read} 用了{}", correction.found.join("、"))
            };
            let help = if is_readable(&corrected) {
                format!("写成 `{corrected}`")
            } else {
                "只写半角数字和小数点，例如 `1234.56`；没有就写 `~`".to_owned()
            };
            Complaint { code: Code::NOT_A_DECIMAL, reason, help: vec![help] }
        }
    }
}

/// What a text has that a decimal may not have.
#[derive(Default)]
struct Correction {
    found: Vec<&'static str>,
}

impl Correction {
    /// Returns `text` as it was probably meant.
    fn of(&mut self, text: &str) -> String {
        let mut digits: String = text.chars().map(|character| self.half_width(character)).collect();
        // 亿元 is no unit of a filing: its number would have to be converted.
        let mut units = ["万元", "元", "分", "%"].iter().filter(|_| !digits.ends_with("亿元"));
        if let Some(bare) = units.find_map(|unit| digits.strip_suffix(unit)) {
            self.note("单位");
            digits = bare.to_owned();
        }
        if let Some(bare) = digits.strip_prefix(['¥', '+']) {
            self.note("前缀符号");
            digits = bare.to_owned();
        }
        digits = self.without(&digits, '_', "下划线");
        digits = self.without(&digits, ' ', "空格");
        digits = self.without(&digits, '\'', "撇号");
        if digits.contains(',') {
            self.note("分得不对的千分位");
            digits = digits.replace(',', "");
        }
        if let Some(plain) = without_exponent(&digits) {
            self.note("科学计数法");
            digits = plain;
        }
        let (sign, unsigned) = match digits.strip_prefix('-') {
            Some(unsigned) => ("-", unsigned),
            None => ("", digits.as_str()),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        if whole.is_empty() && fraction.is_empty() {
            return digits;
        }
        if whole.is_empty() || unsigned.ends_with('.') {
            self.note("不完整的小数点");
        }
        let trimmed = whole.trim_start_matches('0');
        if trimmed.len() + 1 < whole.len() || (trimmed.len() < whole.len() && !trimmed.is_empty()) {
            self.note("多余的前导零");
        }
        let whole = if trimmed.is_empty() { "0" } else { trimmed };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    fn half_width(&mut self, character: char) -> char {
        let half = match character {
            '０'..='９' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '．' | '。' => '.',
            '，' => ',',
            '－' | '—' | '–' | '−' => '-',
            '＋' => '+',
            '％' => '%',
            '￥' => '¥',
            '\u{3000}' | '\u{a0}' => ' ',
            _ => return character,
        };
        self.note("全角字符");
        half
    }

    fn without(&mut self, text: &str, unwanted: char, name: &'static str) -> String {
        if text.contains(unwanted) {
            self.note(name);
        }
        text.replace(unwanted, "")
    }

    fn note(&mut self, name: &'static str) {
        if !self.found.contains(&name) {
            self.found.push(name);
        }
    }
}

/// Returns `1.5e3` as 1500, or `None` when `text` is no such number of a sensible size.
fn without_exponent(text: &str) -> Option<String> {
    let (number, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i8 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", number),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_plain = !whole.is_empty() && whole.len() + fraction.len() <= 18;
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain || !is_digits(whole) || !is_digits(fraction) || exponent.unsigned_abs() > 18 {
        return None;
    }
    let shift = usize::from(exponent.unsigned_abs());
    let (whole, fraction) = if exponent >= 0 {
        let padded = format!("{fraction:0<shift$}");
        (format!("{whole}{}", &padded[..shift]), padded[shift..].to_owned())
    } else {
        let width = shift + 1;
        let padded = format!("{whole:0>width$}");
        let point = padded.len() - shift;
        (padded[..point].to_owned(), format!("{}{fraction}", &padded[point..]))
    };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_read_as_meant() {
        for (text, corrected, found) in [
            ("３８４．２０", "384.20", "全角字符"),
            ("1_000", "1000", "下划线"),
            ("010", "10", "多余的前导零"),
            ("00", "0", "多余的前导零"),
            ("1e3", "1000", "科学计数法"),
            ("1.5E-2", "0.015", "科学计数法"),
            ("-2.50e1", "-25", "科学计数法"),
            (".5", "0.5", "不完整的小数点"),
            ("5.", "5", "不完整的小数点"),
            ("1,00,000", "100000", "分得不对的千分位"),
            ("1，234.5", "1234.5", "全角字符"),
            ("384.2万元", "384.2", "单位"),
            ("¥20", "20", "前缀符号"),
            ("1 000", "1000", "空格"),
        ] {
            let mut correction = Correction::default();
            assert_eq!(correction.of(text), corrected, "{text}");
            assert!(correction.found.contains(&found), "{text}: {:?}", correction.found);
        }
    }

    #[test]
    fn what_cannot_be_meant_is_not_corrected() {
        for text in ["三十", "1e99", "e5", "1.2.3", "NaN", "0x1F", "1e3é", "2亿元", "-"] {
            let complaint = explain(text, DecimalFault::NotDecimal, |corrected| {
                crate::quantity::Score::parse(corrected).is_ok()
            });
            assert!(complaint.help[0].starts_with("只写"), "{text}: {:?}", complaint.help);
        }
    }
}
