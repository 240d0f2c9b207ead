//! The kinds of personal data that are looked for.

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalDatum {
    /// 手机号码、固定电话.
    Phone,
    /// 身份证号.
    IdNumber,
    /// 银行账号.
    BankAccount,
    /// 住址, below 乡镇 or 街道.
    Address,
    /// 姓名.
    Name,
    /// 电子邮箱.
    Email,
    /// 车牌号.
    Plate,
}

impl PersonalDatum {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Phone,
        Self::IdNumber,
        Self::BankAccount,
        Self::Address,
        Self::Name,
        Self::Email,
        Self::Plate,
    ];

    /// Returns the kind's name in data: `id_number`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::IdNumber => "id_number",
            Self::BankAccount => "bank_account",
            Self::Address => "address",
            Self::Name => "name",
            Self::Email => "email",
            Self::Plate => "plate",
        }
    }

    /// Returns the kind's name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "电话号码",
            Self::IdNumber => "身份证号",
            Self::BankAccount => "银行账号",
            Self::Address => "住址",
            Self::Name => "姓名",
            Self::Email => "电子邮箱",
            Self::Plate => "车牌号",
        }
    }
}
