//! The filters of streams (ISO 32000-2, 7.4), under a limit to what all of them give.

use std::cell::Cell;

use flate2::Decompress;
use flate2::FlushDecompress;
use flate2::Status;

use super::object::{Dictionary, Object, from_hex, is_space};

/// How many bytes all streams of a file may give: a report has less than one hundredth of it.
const MAX_BYTES: usize = 256 << 20;

/// What a stream counts for besides its bytes, so that empty ones cannot be read without end.
const COST_OF_STREAM: usize = 64;

/// The longest chain of filters.
const MAX_FILTERS: usize = 8;

/// What the streams of a file, and the text made from them, may still come to.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<usize>,
}

impl Budget {
    /// Returns the budget of a file.
    pub(super) const fn new() -> Self {
        Self { left: Cell::new(MAX_BYTES) }
    }

    /// Takes `count` bytes.
    pub(super) fn take(&self, count: usize) -> Result<(), String> {
        self.left.set(self.left.get().checked_sub(count).ok_or("解压后过大")?);
        Ok(())
    }
}

/// Returns what a stream with the bytes `raw` holds below its `filters`, each with its parameters.
///
/// # Errors
/// With a reason in Chinese, when a filter is unknown, its data is damaged or the budget is used up.
pub(super) fn decode(
    raw: &[u8],
    filters: &[(Vec<u8>, Dictionary)],
    budget: &Budget,
) -> Result<Vec<u8>, String> {
    if MAX_FILTERS < filters.len() {
        return Err("压缩层数过多".to_owned());
    }
    budget.take(COST_OF_STREAM)?;
    let mut bytes = None;
    for (name, parameters) in filters {
        let input: &[u8] = bytes.as_deref().unwrap_or(raw);
        let output = match name.as_slice() {
            b"FlateDecode" | b"Fl" => predicted(inflate(input, budget)?, parameters)?,
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(input)?,
            b"ASCII85Decode" | b"A85" => ascii_85(input, budget)?,
            other => return Err(format!("不支持压缩方式“{}”", String::from_utf8_lossy(other))),
        };
        bytes = Some(output);
    }
    if let Some(bytes) = bytes {
        return Ok(bytes);
    }
    budget.take(raw.len())?;
    Ok(raw.to_vec())
}

fn inflate(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, String> {
    let mut decoder = Decompress::new(true);
    let mut inflated: Vec<u8> = Vec::new();
    let mut rest = bytes;
    loop {
        if budget.left.get() < inflated.len() {
            return Err("解压后过大".to_owned());
        }
        inflated.reserve(inflated.len().clamp(4 * bytes.len().min(1 << 16) + 64, 1 << 20));
        let before = inflated.len();
        let consumed = decoder.total_in();
        let status = decoder
            .decompress_vec(rest, &mut inflated, FlushDecompress::None)
            .map_err(|_| "压缩数据损坏")?;
        let read = usize::try_from(decoder.total_in() - consumed).unwrap_or(rest.len());
        rest = rest.get(read..).unwrap_or_default();
        if status == Status::StreamEnd {
            break;
        }
        if read == 0 && inflated.len() == before {
            return Err("压缩数据不完整".to_owned());
        }
    }
    budget.take(inflated.len())?;
    // Whatever stands after the compressed data is read by nobody, so that it may be anything.
    if rest.iter().all(|&byte| is_space(byte)) {
        Ok(inflated)
    } else {
        Err("压缩数据后面还有别的内容".to_owned())
    }
}

fn ascii_hex(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let end = bytes.iter().position(|&byte| byte == b'>').ok_or("十六进制数据没有结尾")?;
    if bytes[end + 1..].iter().any(|&byte| !is_space(byte)) {
        return Err("十六进制数据后面还有别的内容".to_owned());
    }
    from_hex(&bytes[..end])
}

fn ascii_85(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, String> {
    let damaged = || "ASCII85 数据损坏".to_owned();
    let mut output = Vec::new();
    let mut group = Vec::with_capacity(5);
    let mut input = bytes.iter().copied().filter(|&byte| !is_space(byte));
    loop {
        match input.next().ok_or_else(damaged)? {
            b'z' if group.is_empty() => output.extend([0; 4]),
            byte @ b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    output.extend(of_85(&group).ok_or_else(damaged)?);
                    group.clear();
                }
            }
            b'~' => break,
            _ => return Err(damaged()),
        }
    }
    if input.next() != Some(b'>') || input.next().is_some() || group.len() == 1 {
        return Err(damaged());
    }
    if !group.is_empty() {
        let count = group.len() - 1;
        group.resize(5, 84);
        output.extend(&of_85(&group).ok_or_else(damaged)?[..count]);
    }
    budget.take(output.len())?;
    Ok(output)
}

fn of_85(group: &[u8]) -> Option<[u8; 4]> {
    let number =
        group.iter().try_fold(0_u32, |sum, &digit| sum.checked_mul(85)?.checked_add(digit.into()));
    number.map(u32::to_be_bytes)
}

/// Undoes the predictor that `parameters` name.
fn predicted(bytes: Vec<u8>, parameters: &Dictionary) -> Result<Vec<u8>, String> {
    let value = |key: &str, default: usize| match parameters.get(key.as_bytes()) {
        None => Ok(default),
        Some(Object::Integer(number)) => {
            usize::try_from(*number).ok().filter(|n| *n <= 4096).ok_or("预测参数不对")
        }
        Some(_) => Err("预测参数不对"),
    };
    match value("Predictor", 1)? {
        1 => return Ok(bytes),
        10..=15 => {}
        other => return Err(format!("不支持预测方式 {other}")),
    }
    let bits = value("Colors", 1)?.saturating_mul(value("BitsPerComponent", 8)?);
    let length = bits.saturating_mul(value("Columns", 1)?).div_ceil(8);
    let pixel = bits.div_ceil(8).max(1);
    if length == 0 || !bytes.len().is_multiple_of(length + 1) {
        return Err("预测数据不完整".to_owned());
    }
    let mut output: Vec<u8> = Vec::with_capacity(bytes.len());
    for row in bytes.chunks(length + 1) {
        let start = output.len();
        for (index, &byte) in row[1..].iter().enumerate() {
            let left = if pixel <= index { output[start + index - pixel] } else { 0 };
            let above = if length <= start { output[start - length + index] } else { 0 };
            let corner = pixel <= index && length <= start;
            let corner = if corner { output[start - length + index - pixel] } else { 0 };
            let guess = match row[0] {
                0 => 0,
                1 => left,
                2 => above,
                3 => left.midpoint(above),
                4 => paeth(left, above, corner),
                other => return Err(format!("不支持预测方式 {other}")),
            };
            output.push(byte.wrapping_add(guess));
        }
    }
    Ok(output)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    [left, above, corner].into_iter().min_by_key(|&byte| distance(byte)).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn through(bytes: &[u8], filters: &[&str]) -> Result<Vec<u8>, String> {
        let filters: Vec<_> =
            filters.iter().map(|name| (name.as_bytes().to_vec(), Dictionary::new())).collect();
        decode(bytes, &filters, &Budget { left: Cell::new(1000) })
    }

    #[test]
    fn filters_are_undone_one_after_another() {
        assert_eq!(through(&deflated(b"abc"), &["FlateDecode"]).unwrap(), b"abc");
        assert_eq!(through(b"61 6 2 63>", &["ASCIIHexDecode"]).unwrap(), b"abc");
        assert_eq!(through(b"87cURDZ~>", &["A85"]).unwrap(), b"Hello");
        assert_eq!(through(&deflated(&deflated(b"abc")), &["Fl", "Fl"]).unwrap(), b"abc");
        assert_eq!(through(b"abc", &[]).unwrap(), b"abc");
    }

    #[test]
    fn what_is_damaged_too_large_or_unknown_is_an_error() {
        let mut trailing = deflated(b"abc");
        trailing.extend(b"secret");
        for (bytes, filter) in [
            (trailing.as_slice(), "FlateDecode"),
            (&deflated(&[0; 2000]), "FlateDecode"),
            (&deflated(b"abc")[..5], "FlateDecode"),
            (b"abc", "FlateDecode"),
            (b"616", "ASCIIHexDecode"),
            (b"61>62", "ASCIIHexDecode"),
            (b"87cUR", "ASCII85Decode"),
            (b"abc", "LZWDecode"),
        ] {
            assert!(through(bytes, &[filter]).is_err(), "{filter}");
        }
    }

    #[test]
    fn predictors_of_every_row_are_undone() {
        let parameters = [("Predictor", 15), ("Columns", 2)]
            .map(|(key, number)| (key.as_bytes().to_vec(), Object::Integer(number)));
        let rows = [[0, 1, 2], [1, 1, 2], [2, 1, 2], [3, 1, 2], [4, 1, 2]].concat();
        let output = predicted(rows, &Dictionary::from(parameters)).unwrap();
        assert_eq!(output, [1, 2, 1, 3, 2, 5, 2, 5, 3, 7]);
    }
}
