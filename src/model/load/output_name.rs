//! Whether a department's name can stand in the name of a file on every system.

use super::fields::Fields;
use super::quoting::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// The longest file name, in bytes, that common file systems hold.
const MAX_FILE_NAME: usize = 255;

/// What stands around the department's name in the longest file name of a build, with room for the
/// random letters of a temporary name.
const AROUND: &str = "2023年度整体绩效自评工作报告（公开版）.docx.0123456789";

/// The characters that no file name may have on Windows, where most departments work.
const REFUSED: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Reports a name that no file can have.
pub(super) fn check(fields: &mut Fields<'_, '_>, name: &Spanned<String>) {
    let Some((reason, help)) = fault(&name.value) else { return };
    let message = format!("部门名称不能用作文件名：{reason}");
    fields.report(Diagnostic::new(Code::UNUSABLE_NAME, message).at(name.span, "").help(help));
}

/// Returns what is wrong with a name and what to do.
fn fault(name: &str) -> Option<(String, String)> {
    if let Some(refused) = name.chars().find(|c| REFUSED.contains(c) || c.is_control()) {
        let shown = quoted(&refused.to_string());
        return Some((format!("含有 {shown}"), "改用全角字符，或者删去它".to_owned()));
    }
    if name.contains("..") || name.starts_with('.') || name.ends_with('.') {
        let help = "删去名称里的点".to_owned();
        return Some(("含有 `..`，或者以点开头或结尾".to_owned(), help));
    }
    let longest = MAX_FILE_NAME - AROUND.len();
    (name.len() > longest).then(|| {
        let help = format!("最多 {} 个汉字", longest / '汉'.len_utf8());
        ("太长，文件名会超过 255 个字节".to_owned(), help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_file_can_have() {
        for name in ["甲/乙", "..", "甲..乙", "甲\\乙", "甲:乙", "甲\n乙", "局."] {
            assert!(fault(name).is_some(), "{name}");
        }
        assert!(fault(&"局".repeat(61)).is_none());
        assert!(fault(&"局".repeat(62)).is_some());
        assert!(fault("昌黎县总工会（本级）").is_none());
    }
}
