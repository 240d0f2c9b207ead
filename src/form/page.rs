//! Reads a form's page: a named profile and the measures that the form changes.

use super::keys::{Keys, choice, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Length, PageProfile};
use crate::source::Node;

/// The profiles that a form may name.
#[derive(Clone, Copy)]
enum Profile {
    /// GB/T 9704-2012.
    Gb9704,
    /// The common county variant: line pitch 30 pt, headings of level two bold.
    County,
}

const PROFILES: [(&str, Profile); 2] = [("gb9704", Profile::Gb9704), ("county", Profile::County)];
const SWITCH: [(&str, bool); 2] = [("true", true), ("false", false)];
/// The line pitch of the county variant, in points.
const COUNTY_LINE_PITCH: i64 = 30;

/// Reads the page that stands at `path`.
pub(super) fn read(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<PageProfile> {
    let mut keys = Keys::open(node, path, faults)?;
    let profile = keys.required("profile", faults);
    let profile = profile.and_then(|(node, path)| choice(node, &path, &PROFILES, faults));
    let pitch = keys.optional("line_pitch");
    let pitch = pitch.map(|(node, path)| line_pitch(node, &path, faults));
    let bold = keys.optional("heading_two_bold");
    let bold = bold.map(|(node, path)| choice(node, &path, &SWITCH, faults));
    keys.close(faults);

    let mut page = match profile? {
        Profile::Gb9704 => PageProfile::gb9704(),
        Profile::County => {
            let mut page = PageProfile::gb9704();
            set_line_pitch(&mut page, Length::points(COUNTY_LINE_PITCH));
            page.styles.heading_two.bold = true;
            page
        }
    };
    if let Some(pitch) = pitch {
        set_line_pitch(&mut page, pitch?);
    }
    if let Some(bold) = bold {
        page.styles.heading_two.bold = bold?;
    }
    Some(page)
}

/// Sets the distance between baselines, and with it how many lines the type area holds.
fn set_line_pitch(page: &mut PageProfile, pitch: Length) {
    page.line_pitch = pitch;
    page.lines_per_page =
        u32::try_from(page.text_height().to_emu() / pitch.to_emu()).unwrap_or(u32::MAX);
}

/// Returns a line pitch of 16 to 60 pt, written in points with at most two decimals.
fn line_pitch(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Length> {
    let written = text(node, path, faults)?;
    let pitch = thousandths(written).map(Length::milli_points);
    let found = pitch.filter(|pitch| (Length::points(16)..=Length::points(60)).contains(pitch));
    if found.is_none() {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} 不能写作“{written}”"))
                .at(node.span(), "不是行距")
                .help("行距以磅为单位，写 16 至 60 的数，最多两位小数，如 28.95"),
        );
    }
    found
}

/// Returns the thousandths of a number written with at most two decimals.
fn thousandths(written: &str) -> Option<i64> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || whole.len() > 2 || !digits(fraction) || fraction.len() > 2 {
        return None;
    }
    let fraction = format!("{fraction:0<3}");
    Some(whole.parse::<i64>().ok()? * 1000 + fraction.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_line_pitch_leaves_room_for_fewer_lines() {
        let mut page = PageProfile::gb9704();
        set_line_pitch(&mut page, Length::points(COUNTY_LINE_PITCH));
        assert_eq!(page.lines_per_page, 21);
        set_line_pitch(&mut page, Length::milli_points(28_950));
        assert_eq!(page.lines_per_page, 22);
    }

    #[test]
    fn a_line_pitch_is_a_plain_number_of_points() {
        assert_eq!(thousandths("28.95"), Some(28_950));
        assert_eq!(thousandths("30"), Some(30_000));
        assert_eq!(thousandths("30.5"), Some(30_500));
        for written in ["", ".5", "30.", "3e1", "-30", "30pt", "28.955", "１", "1.2.3"] {
            assert_eq!(thousandths(written), None, "{written}");
        }
    }
}
