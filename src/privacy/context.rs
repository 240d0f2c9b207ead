//! The words before a number, which say what it is.

use super::reading::Reading;

/// How many characters before a number are read.
const REACH: usize = 16;

/// Words of numbers that count things on paper, not people.
const CODES: &[&str] = &[
    "编码",
    "编号",
    "代码",
    "流水号",
    "凭证",
    "发票",
    "收据",
    "票据",
    "票号",
    "合同",
    "订单",
    "单号",
    "序列号",
    "条码",
    "批号",
    "备案",
    "证书",
    "许可证",
    "文号",
    "档案",
    "序号",
    "型号",
    "No",
    "NO",
];
const PHONES: &[&str] = &[
    "电话", "手机", "联系", "热线", "座机", "固话", "传真", "微信", "来电", "拨打", "短信", "Tel",
    "TEL", "tel",
];
const ACCOUNTS: &[&str] =
    &["账号", "帐号", "卡号", "账户", "帐户", "银行卡", "一卡通", "存折", "开户"];
const IDENTITY: &[&str] = &["身份证", "身份号码", "身份号", "证件号"];
/// After which a number without an area code is one to call, with nothing else between.
const CALLED: &[&str] =
    &["电话", "座机", "固话", "传真", "联系方式", "热线", "Tel", "TEL", "tel", "号码"];

/// The words before a number, back to the last comma or full stop.
pub(super) struct Context {
    before: String,
}

impl Context {
    pub(super) fn before(reading: &Reading, index: usize) -> Self {
        let first = index.saturating_sub(REACH);
        let before = reading.text(first..index);
        let clause = before.rsplit(['。', ';', ',', '、', '!', '?']).next();
        Self { before: clause.unwrap_or_default().to_owned() }
    }

    /// Returns whether the number is named as one of a paper: nearer than as a telephone's.
    pub(super) fn is_code(&self) -> bool {
        self.last(CODES) > self.last(PHONES)
    }

    /// Returns whether a telephone is named.
    pub(super) fn is_phone(&self) -> bool {
        self.last(PHONES) > self.last(CODES)
    }

    /// Returns whether an account is named.
    pub(super) fn is_account(&self) -> bool {
        self.last(ACCOUNTS) > self.last(CODES)
    }

    /// Returns whether a document of identity is named.
    pub(super) fn is_identity(&self) -> bool {
        self.last(IDENTITY).is_some()
    }

    /// Returns whether a unified social credit code is named.
    pub(super) fn is_credit_code(&self) -> bool {
        self.before.contains("信用代码")
    }

    /// Returns whether the number follows the name of a telephone with nothing else between.
    pub(super) fn is_called(&self) -> bool {
        let fills = |c: char| matches!(c, ':' | ' ' | '(' | '为' | '是');
        let rest = self.before.trim_end_matches(fills);
        let rest = rest.strip_suffix("号码").unwrap_or(rest);
        CALLED.iter().any(|word| rest.ends_with(word)) && self.is_phone()
    }

    fn last(&self, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|word| self.before.rfind(word)).max()
    }
}
