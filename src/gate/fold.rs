//! Text folded so that the same value is the same characters however it is written.

use unicode_normalization::UnicodeNormalization;

/// What parts two cells of a row: nothing is found across it.
pub(super) const PART: char = '\u{1f}';

/// Folded text: no white space, nothing invisible, one width, one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// The text.
    pub(super) text: String,
    /// The places in the text, in order, where white space was taken out.
    gaps: Vec<usize>,
}

impl Folded {
    /// Folds `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), gaps: Vec::new() };
        let mut previous = ' ';
        for character in text.chars() {
            folded.push(character, previous);
            previous = character;
        }
        folded
    }

    /// Returns whether white space stood at `offset`.
    pub(super) fn has_gap(&self, offset: usize) -> bool {
        self.gaps.binary_search(&offset).is_ok()
    }

    fn push(&mut self, character: char, previous: char) {
        match character {
            PART => self.text.push(PART),
            // The greater part of every text, and none of it has another width or case.
            '\u{4e00}'..='\u{9fff}' => self.text.push(plain_numeral(character)),
            _ if character.is_whitespace() => self.gap(),
            _ if is_invisible(character) => {}
            _ if character.is_ascii() => self.text.push(character.to_ascii_lowercase()),
            '，' | '、' if !is_wide_digit(previous) => {
                // Between full-width digits it groups; elsewhere it parts a list.
                self.gap();
                self.text.push(if character == '，' { ',' } else { character });
                self.gap();
            }
            _ => {
                let start = self.text.len();
                let apart = !is_wide_digit(character);
                for part in std::iter::once(character).nfkc().flat_map(char::to_lowercase) {
                    let digit = part.is_ascii_digit();
                    // A ① in front of a number is no digit of it.
                    if apart && digit && self.text.len() == start {
                        self.gap();
                    }
                    self.text.push(plain_numeral(part));
                    if apart && digit {
                        self.gap();
                    }
                }
            }
        }
    }

    fn gap(&mut self) {
        if self.gaps.last() != Some(&self.text.len()) {
            self.gaps.push(self.text.len());
        }
    }
}

/// Returns whether `character` is a full-width digit.
fn is_wide_digit(character: char) -> bool {
    matches!(character, '０'..='９')
}

/// Returns whether `character` shows nothing and takes no room.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Returns the plain numeral of a 大写 one or of 两, any other character as it is.
fn plain_numeral(character: char) -> char {
    match character {
        '壹' => '一',
        '贰' | '貳' | '两' | '兩' => '二',
        '叁' | '參' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' | '陸' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        '萬' => '万',
        '億' => '亿',
        '零' | '○' => '〇',
        '圆' | '圓' => '元',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_white_space_fall_away() {
        assert_eq!(Folded::of("Ｐ０３　项 目\u{200b}名\u{ad}\n称").text, "p03项目名称");
        assert_eq!(Folded::of("⼯会（ＡＢ）").text, "工会(ab)");
        assert_eq!(Folded::of("叁佰圆").text, "三百元");
    }

    #[test]
    fn white_space_leaves_its_place() {
        let folded = Folded::of("12 34\n 5");
        assert_eq!(folded.text, "12345");
        let gaps: Vec<bool> = (0..5).map(|offset| folded.has_gap(offset)).collect();
        assert_eq!(gaps, [false, false, true, false, true]);
        assert!(Folded::of("①38").has_gap(1));
        assert!(!Folded::of("１，３").has_gap(1));
        assert!(Folded::of("1，3").has_gap(1));
    }
}
