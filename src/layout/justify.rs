//! Spreading a line over its measure: the advance of each of its atoms.

use super::fill::Line;
use super::shape::Shaped;
use super::squeeze::joint;
use crate::document::Length;

/// How a line fills its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// Every place that stretches takes an equal part of what is left over, unless that is more
    /// than the em divided by this number: such a line stays ragged.
    Justified {
        /// The divisor of the em.
        em_part: i64,
    },
    /// The line keeps its own width.
    Natural,
}

/// Returns the advances of the atoms from `line.start` to `line.end`, each with what stands between
/// it and the next; white space hanging at the line's end takes none.
///
/// A line wider than `measure` gives up the blank of the closing mark at its end. A text's last
/// line is never stretched. A stretched line is exactly as wide as `measure`.
pub(super) fn advances(
    shaped: &Shaped,
    line: &Line,
    measure: Length,
    spread: Spread,
) -> Vec<Length> {
    let mut advances = Vec::with_capacity(line.end - line.start);
    let slack = measure - line.width;
    let mut stretch = stretch(shaped, line, slack, spread);
    for index in line.start..line.end {
        let advance = if line.visible <= index {
            Length::ZERO
        } else if index + 1 == line.visible {
            shaped.advance(index) + if slack < Length::ZERO { slack } else { Length::ZERO }
        } else {
            let joint = joint(shaped, index);
            let part = if joint.stretches { stretch.next_part() } else { Length::ZERO };
            shaped.advance(index) + joint.space + part
        };
        advances.push(advance);
    }
    advances
}

/// What is left over on a line, dealt out in equal parts; the first parts are an EMU larger where
/// it does not divide.
struct Stretch {
    part: Length,
    larger: i64,
}

impl Stretch {
    fn next_part(&mut self) -> Length {
        if self.larger == 0 {
            return self.part;
        }
        self.larger -= 1;
        self.part + Length::emu(1)
    }
}

fn stretch(shaped: &Shaped, line: &Line, slack: Length, spread: Spread) -> Stretch {
    let none = Stretch { part: Length::ZERO, larger: 0 };
    let Spread::Justified { em_part } = spread else { return none };
    if line.last || slack <= Length::ZERO || line.visible <= line.start {
        return none;
    }
    let places = (line.start..line.visible - 1).filter(|index| joint(shaped, *index).stretches);
    let Ok(count) = i64::try_from(places.count()) else { return none };
    if count == 0 || shaped.setting(line.start).size / em_part < slack / count {
        return none;
    }
    let part = slack / count;
    Stretch { part, larger: (slack - part * count).to_emu() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PageProfile, Run};
    use crate::layout::fill::fill;
    use crate::layout::glyph_source::SquareGlyphs;
    use crate::layout::shape::{Shaper, pieces};

    const JUSTIFIED: Spread = Spread::Justified { em_part: 1 };

    fn shaped(text: &str) -> (Shaped, Length) {
        let page = PageProfile::gb9704();
        let style = page.styles.body;
        let mut shaper = Shaper::new(&SquareGlyphs, style.size, page.character_pitch());
        (shaper.shape(pieces(&[Run::text(text)], style)), page.text_width())
    }

    fn widths(text: &str) -> Vec<(String, Length)> {
        let (shaped, measure) = shaped(text);
        fill(&shaped, measure, measure)
            .iter()
            .map(|line| {
                let width = advances(&shaped, line, measure, JUSTIFIED).into_iter().sum();
                let bytes = shaped.bytes(line.start).start..shaped.bytes(line.end - 1).end;
                (shaped.text[bytes].to_owned(), width)
            })
            .collect()
    }

    #[test]
    fn a_line_of_28_hanzi_is_exactly_the_type_area() {
        let lines = widths(&"总".repeat(28 * 2 + 5));
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0], ("总".repeat(28), Length::millimetres(156)));
        assert_eq!(lines[1], ("总".repeat(28), Length::millimetres(156)));
        assert_eq!(lines[2].1, PageProfile::gb9704().character_pitch() * 5);
    }

    #[test]
    fn meeting_marks_take_an_em_and_a_half() {
        let em = Length::points(16);
        let pitch = PageProfile::gb9704().character_pitch();
        for (text, halves) in
            [("会。”", 1), ("会，“", 1), ("会（“", 1), ("会）”、“", 3), ("会！”", 1), ("（）", 0)]
        {
            let (shaped, measure) = shaped(text);
            let lines = fill(&shaped, measure, measure);
            let squares = i64::try_from(text.chars().count()).unwrap();
            assert_eq!(lines[0].width, pitch * squares - em / 2 * halves, "{text}");
        }
    }

    #[test]
    fn a_closing_mark_at_the_end_of_a_line_gives_up_half_an_em_where_it_must() {
        // 26 hanzi and two digits with their gap leave room for half a mark only.
        let text = format!("{}12，{}", "总".repeat(26), "会".repeat(9));
        let lines = widths(&text);
        assert!(lines[0].0.ends_with("12，"), "{lines:?}");
        assert_eq!(lines[0].1, Length::millimetres(156));
    }

    #[test]
    fn chinese_and_latin_stand_a_quarter_em_apart_but_not_beside_marks() {
        let em = Length::points(16);
        let pitch = PageProfile::gb9704().character_pitch();
        let width = |text: &str| {
            let (shaped, measure) = shaped(text);
            fill(&shaped, measure, measure)[0].width
        };
        assert_eq!(width("于2024年"), pitch * 2 + em * 2 + em / 4 * 2);
        assert_eq!(width("（2024）"), pitch * 2 + em * 2);
        assert_eq!(width("2024"), em * 2);
    }

    #[test]
    fn an_address_is_broken_anywhere_rather_than_run_off_the_page() {
        let lines = widths(&format!("见{}。", "x".repeat(150)));
        assert!(lines.iter().all(|(_, width)| *width <= Length::millimetres(156)));
        assert_eq!(lines[0].0.chars().count(), 1 + 52);
    }

    #[test]
    fn spaces_at_the_end_of_a_line_hang() {
        let lines = widths(&format!("{}   {}", "总".repeat(28), "会".repeat(3)));
        assert_eq!(lines[0], (format!("{}   ", "总".repeat(28)), Length::millimetres(156)));
    }
}
