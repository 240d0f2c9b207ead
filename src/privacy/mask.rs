//! What stands for a personal datum in public.

use super::PersonalDatum;
use super::phone::{area_length, is_mobile};
use super::reading::Reading;

/// Family names of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "夏侯", "司徒", "司空", "东方", "独孤", "南宫", "皇甫", "尉迟",
    "公孙", "慕容", "令狐", "宇文", "长孙", "轩辕", "端木", "百里", "呼延", "东郭", "南门", "西门",
    "钟离", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "公羊", "澹台", "赫连", "闻人", "万俟",
    "拓跋", "完颜", "纳兰",
];

/// Returns what stands for a datum of this kind.
///
/// | kind | masked |
/// |---|---|
/// | mobile | `138****1234` |
/// | landline | area code and the last two digits, `0335-*****17`; an extension leaves |
/// | identity number | the first two and the last three, `13*************123` |
/// | account | the last four |
/// | address | down to 乡镇 or 街道, else the county, `荒佃庄镇***` |
/// | name | the family name, `张*`, `欧阳*` |
/// | mail | the first character and the domain, `z***@126.com` |
/// | plate | province and office, `冀C*****` |
pub fn mask(kind: PersonalDatum, text: &str) -> String {
    let reading = Reading::of(text);
    let text = reading.text(0..reading.len());
    match kind {
        PersonalDatum::Phone => phone(&text),
        PersonalDatum::IdNumber => {
            let solid: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            stars_between(&solid, 2, 3)
        }
        PersonalDatum::BankAccount => stars_between(&digits(&text), 0, 4),
        PersonalDatum::Address => address(&text),
        PersonalDatum::Name => name(&text),
        PersonalDatum::Email => {
            let (local, domain) = text.split_once('@').unwrap_or((&text, ""));
            let first: String = local.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        PersonalDatum::Plate => {
            let solid: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            stars_between(&solid, 2, 0)
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Returns a text with stars for all but so many characters at its beginning and its end.
fn stars_between(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    // A text too short to hide anything hides everything.
    let (first, last) = if first + last < length { (first, last) } else { (0, 0) };
    let characters = text.chars().enumerate();
    characters
        .map(|(index, c)| if index < first || length <= index + last { c } else { '*' })
        .collect()
}

fn phone(text: &str) -> String {
    let number = text.split('转').next().unwrap_or_default();
    let mut own = digits(number);
    if let Some(rest) = own.strip_prefix("0086").or_else(|| own.strip_prefix("86"))
        && (is_mobile(rest) || text.starts_with('+'))
    {
        own = rest.to_owned();
    }
    if is_mobile(&own) {
        return stars_between(&own, 3, 4);
    }
    if text.starts_with('+') && !own.starts_with('0') {
        own.insert(0, '0');
    }
    let (area, local) = own.split_at(area_length(&own).min(own.len()));
    // With an area code of four digits a local number has at most eight; the rest is an extension.
    let most = local.len().min(if number.matches('-').count() > 1 { 7 } else { 8 });
    let local = stars_between(&local[..most], 0, 2);
    if area.is_empty() { local } else { format!("{area}-{local}") }
}

fn name(text: &str) -> String {
    let solid: String = text.chars().filter(|c| *c != ' ').collect();
    let family =
        COMPOUND.iter().find(|family| solid.len() > family.len() && solid.starts_with(*family));
    match family {
        Some(family) => format!("{family}*"),
        None => solid.chars().take(1).chain(['*']).collect(),
    }
}

/// Returns an address down to its 乡镇 or 街道, else down to its county.
fn address(text: &str) -> String {
    let numbered = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let named = &text[..numbered];
    let end_of =
        |word: &str| named.find(word).filter(|place| *place != 0).map(|place| place + word.len());
    let towns = ["街道", "镇", "乡"].into_iter().filter_map(end_of).min();
    let counties = ["县", "市", "区"].into_iter().filter_map(end_of).filter(|end| {
        !["小区", "社区", "园区", "城市"].iter().any(|none| named[..*end].ends_with(none))
    });
    let end = towns.or_else(|| counties.max()).unwrap_or(0);
    format!("{}***", &named[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_what_the_genre_keeps() {
        for (kind, text, masked) in [
            (PersonalDatum::Phone, "138 0335 1276", "138****1276"),
            (PersonalDatum::Phone, "+86-13803351276", "138****1276"),
            (PersonalDatum::Phone, "（0335）2986613转803", "0335-*****13"),
            (PersonalDatum::Phone, "0335-2023917-802", "0335-*****17"),
            (PersonalDatum::Phone, "010-62881234", "010-******34"),
            (PersonalDatum::Phone, "2023917", "*****17"),
            (PersonalDatum::IdNumber, "11010519491231002x", "11*************02x"),
            (PersonalDatum::IdNumber, "130322630412003", "13**********003"),
            (PersonalDatum::BankAccount, "6217 0012 3456 7890", "************7890"),
            (PersonalDatum::Address, "昌黎县荒佃庄镇前进村2组", "昌黎县荒佃庄镇***"),
            (PersonalDatum::Address, "昌黎县碣石路96号阳光小区3号楼", "昌黎县***"),
            (PersonalDatum::Address, "民生路58号", "***"),
            (PersonalDatum::Name, "张三丰", "张*"),
            (PersonalDatum::Name, "欧阳振邦", "欧阳*"),
            (PersonalDatum::Name, "江　澜", "江*"),
            (PersonalDatum::Email, "zhang@126.com", "z***@126.com"),
            (PersonalDatum::Plate, "冀C·12345", "冀C*****"),
        ] {
            assert_eq!(mask(kind, text), masked, "{text}");
        }
    }
}
