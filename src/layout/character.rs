//! What a character is to Chinese line layout: its class and the marks' places.

/// The classes that line layout tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Hanzi, kana and hangul.
    Ideograph,
    /// A full-width opening mark: its ink stands in the right half of its square.
    Opening,
    /// A full-width closing mark, stop or comma: its ink stands in the left half.
    Closing,
    /// A full-width question mark: its ink stands in the middle, wider than half its square.
    Question,
    /// Half of a dash —— or an ellipsis ……, which are set solid.
    Joined,
    /// Latin letters, digits and the signs that belong to numbers.
    Latin,
    /// Half-width marks.
    LatinMark,
    /// Any other symbol.
    Symbol,
    /// White space that vanishes at a line's end.
    Space,
    /// A mark that is drawn over the character before it.
    Combining,
}

impl Class {
    /// Returns the class of `character`.
    pub(super) fn of(character: char) -> Self {
        match character {
            ' ' | '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Self::Space
            }
            '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '｛' | '［' | '“' | '‘' => {
                Self::Opening
            }
            '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '｝' | '］' | '”' | '’'
            | '、' | '，' | '。' | '．' | '；' | '：' | '！' => Self::Closing,
            '？' => Self::Question,
            '—' | '…' => Self::Joined,
            '%' | '‰' | '+' | '±' | '−' => Self::Latin,
            '\u{300}'..='\u{36F}'
            | '\u{3099}'
            | '\u{309A}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}' => Self::Combining,
            '\u{2E80}'..='\u{2FDF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30FA}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{2_0000}'..='\u{3_FFFF}' => Self::Ideograph,
            '\0'..='\u{1FFF}' if character.is_alphanumeric() => Self::Latin,
            '\0'..='\u{1FFF}' => Self::LatinMark,
            _ => Self::Symbol,
        }
    }

    /// Returns whether the class is set on the character grid.
    pub(super) fn is_square(self) -> bool {
        matches!(
            self,
            Self::Ideograph
                | Self::Opening
                | Self::Closing
                | Self::Question
                | Self::Joined
                | Self::Symbol
        )
    }
}

/// Returns whether `character` shows nothing of its own: joiners, variation selectors, direction
/// marks and controls other than white space.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1_BCA0}'..='\u{1_BCA3}'
            | '\u{1_D173}'..='\u{1_D17A}'
            | '\u{E_0000}'..='\u{E_0FFF}'
    ) || (character.is_control() && Class::of(character) != Class::Space)
}

/// Returns whether no line may begin with `character` (GB/T 15834-2011, 5.1; W3C clreq, 3.1.2).
pub(super) fn may_not_begin(character: char) -> bool {
    matches!(
        character,
        '、' | '，'
            | '。'
            | '．'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '｝'
            | '］'
            | '”'
            | '’'
            | '…'
            | '—'
            | '·'
            | '・'
            | '～'
            | '~'
            | '－'
            | '–'
            | '／'
            | '/'
            | '％'
            | '%'
            | '‰'
            | '℃'
            | '々'
            | 'ー'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
    )
}

/// Returns whether no line may end with `character` (GB/T 15834-2011, 5.1; W3C clreq).
pub(super) fn may_not_end(character: char) -> bool {
    matches!(
        character,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '｛'
            | '［'
            | '“'
            | '‘'
            | '￥'
            | '¥'
            | '('
            | '['
            | '{'
            | '／'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_tell_hanzi_letters_and_marks_apart() {
        let classes = |text: &str| text.chars().map(Class::of).collect::<Vec<_>>();
        assert_eq!(classes("总𬴂〇"), [Class::Ideograph; 3]);
        assert_eq!(classes("A9é%"), [Class::Latin; 4]);
        assert_eq!(classes("（“《"), [Class::Opening; 3]);
        assert_eq!(classes("）”，：！"), [Class::Closing; 5]);
        assert_eq!(classes(".,-("), [Class::LatinMark; 4]);
        assert_eq!(classes("㎡①"), [Class::Symbol; 2]);
        assert_eq!(classes(" \n"), [Class::Space; 2]);
    }

    #[test]
    fn controls_and_selectors_are_invisible_but_white_space_is_not() {
        assert!(is_invisible('\u{FE0F}') && is_invisible('\u{0}') && is_invisible('\u{200B}'));
        assert!(!is_invisible('\n') && !is_invisible(' ') && !is_invisible('总'));
    }

    #[test]
    fn what_opens_may_not_end_a_line_and_what_closes_may_not_begin_one() {
        assert!("、，。；：？！）》」』】〕”’…—".chars().all(may_not_begin));
        assert!("（《「『【〔“‘".chars().all(may_not_end));
        assert!("总会A1“（".chars().all(|character| !may_not_begin(character)));
        assert!("总会—A1”）".chars().all(|character| !may_not_end(character)));
    }
}
