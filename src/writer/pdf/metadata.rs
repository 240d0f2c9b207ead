//! What the file says of itself: title, author, language, date.

use krilla::metadata::{DateTime, Metadata, TextDirection};

use super::outline::shortened;
use crate::document;

/// The program that made the file.
const CREATOR: &str = "ziping";

/// Returns the file's metadata; its date is midnight in UTC of the document's date.
pub(super) fn metadata(metadata: &document::Metadata) -> Metadata {
    let date = metadata.date;
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let midnight = DateTime::new(u16::try_from(date.year()).unwrap_or_default())
        .month(part(date.month()))
        .day(part(date.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let authors =
        if metadata.author.is_empty() { vec![] } else { vec![shortened(&metadata.author)] };
    Metadata::new()
        .title(shortened(&metadata.title))
        .authors(authors)
        .language("zh-CN".to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creator(CREATOR.to_owned())
        .producer(CREATOR.to_owned())
        .creation_date(midnight)
}
