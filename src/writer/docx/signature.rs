//! The signature: name and date at the end, with or without room for a seal (GB/T 9704-2012,
//! 7.3.5).

use std::io::Write;

use docx_rs::{AlignmentType, LineSpacing, Paragraph};

use crate::document::{Length, Seal, Signature};

use super::DocxError;
use super::body::Sink;
use super::conform::Addition;
use super::measures::{Measures, Twips};
use super::paragraph;
use super::revision::Revision;
use super::styles::StyleId;
use super::text_width::{QuarterEms, estimate};

/// Writes `signature` on lines of `width`, a blank line below the body; `ending` goes to its last
/// paragraph.
pub(super) fn write<W: Write>(
    signature: &Signature,
    size: Length,
    width: Twips,
    measures: &Measures,
    revision: &Revision,
    ending: &[Addition<'_>],
    sink: &mut Sink<W>,
) -> Result<(), DocxError> {
    let place = Place::of(signature, size, width);
    let line = |runs| paragraph::plain(StyleId::Signature, runs, revision);
    let blank_line = LineSpacing::new().before(measures.line_pitch.unsigned());
    let name = place.name.set(line(&signature.name)).line_spacing(blank_line).keep_next(true);
    sink.write(&name, &[])?;
    sink.write(&place.date.set(line(&signature.date)), ending)
}

/// Where the two lines of a signature stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    name: LinePlace,
    date: LinePlace,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinePlace {
    /// It begins this far from the left edge.
    From(Twips),
    /// It is centred between this far from the left edge and the right edge.
    CentredFrom(Twips),
}

impl LinePlace {
    /// Returns `paragraph` in this place.
    fn set(self, paragraph: Paragraph) -> Paragraph {
        let (alignment, left) = match self {
            Self::From(left) => (AlignmentType::Left, left),
            Self::CentredFrom(left) => (AlignmentType::Center, left),
        };
        paragraph.align(alignment).indent(Some(left.signed()), None, None, None)
    }
}

impl Place {
    /// Returns where the lines of `signature` stand.
    ///
    /// Both lines are placed from the left edge by one estimate, so that the date begins two
    /// characters after the name, or the name stands over the middle of the date, whatever the
    /// fonts make of the estimate.
    fn of(signature: &Signature, size: Length, width: Twips) -> Self {
        let measure =
            |runs: &[_]| Twips::nearest(estimate(runs, QuarterEms::default()).whole.at(size));
        let characters = |count: i64| Twips::nearest(size * count);
        let (name, date) = (measure(&signature.name), measure(&signature.date));
        let at_least_zero = |place: Twips| place.max(Twips::new(0));
        match signature.seal {
            Seal::Without => {
                let name_start = if date > name {
                    width - characters(2) - date - characters(2)
                } else {
                    width - characters(2) - name
                };
                let name_start = at_least_zero(name_start);
                Self {
                    name: LinePlace::From(name_start),
                    date: LinePlace::From(name_start + characters(2)),
                }
            }
            Seal::With => {
                let middle = width - characters(4) - Twips::new(date.signed() / 2);
                let centred = LinePlace::CentredFrom(at_least_zero(middle + middle - width));
                Self { name: centred, date: centred }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Run;

    fn place(name: &str, date: &str, seal: Seal) -> Place {
        let signature =
            Signature { name: vec![Run::text(name)], date: vec![Run::text(date)], seal };
        Place::of(&signature, Length::points(16), Twips::new(8845))
    }

    #[test]
    fn without_a_seal_the_name_ends_two_characters_from_the_right() {
        let place = place("昌黎县总工会机关事务部", "2024年3月4日", Seal::Without);
        let start = 8845 - 320 * 2 - 320 * 11;
        assert_eq!(place.name, LinePlace::From(Twips::new(start)));
        assert_eq!(place.date, LinePlace::From(Twips::new(start + 640)));
    }

    #[test]
    fn a_date_longer_than_the_name_ends_two_characters_from_the_right() {
        // Six digits, three hanzi and five gaps between them: 2024年3月4日 is 7.25 em wide.
        let place = place("总工会", "2024年3月4日", Seal::Without);
        assert_eq!(place.date, LinePlace::From(Twips::new(8845 - 640 - 2320)));
        assert_eq!(place.name, LinePlace::From(Twips::new(8845 - 640 - 2320 - 640)));
    }

    #[test]
    fn with_a_seal_both_lines_share_the_middle_of_the_date() {
        let place = place("昌黎县总工会", "2024年3月4日", Seal::With);
        assert_eq!(place.name, place.date);
        let LinePlace::CentredFrom(left) = place.date else { panic!("the date is centred") };
        let date_end = i32::midpoint(left.signed(), 8845) + 2320 / 2;
        assert!((8845 - 4 * 320 - date_end).abs() <= 1);
    }
}
