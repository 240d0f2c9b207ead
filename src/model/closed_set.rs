//! Closed sets of values: each member has one name in the data and one in Chinese.

use crate::privacy::PersonalDatum;
use crate::quantity::{AmountUnit, BudgetKind};

/// A closed set that a filing chooses from.
pub trait ClosedSet: Copy + Eq + 'static {
    /// Every member, in the order in which they are offered.
    const MEMBERS: &'static [Self];

    /// Returns the member's name in figures and data.
    fn key(self) -> &'static str;

    /// Returns the member's name in Chinese.
    fn name(self) -> &'static str;
}

impl ClosedSet for AmountUnit {
    const MEMBERS: &'static [Self] = &[Self::TenThousandYuan, Self::Yuan];

    fn key(self) -> &'static str {
        Self::name(self)
    }

    fn name(self) -> &'static str {
        Self::name(self)
    }
}

impl ClosedSet for BudgetKind {
    const MEMBERS: &'static [Self] = &Self::ALL;

    fn key(self) -> &'static str {
        Self::key(self)
    }

    fn name(self) -> &'static str {
        Self::name(self)
    }
}

impl ClosedSet for PersonalDatum {
    const MEMBERS: &'static [Self] = &Self::ALL;

    fn key(self) -> &'static str {
        Self::key(self)
    }

    fn name(self) -> &'static str {
        Self::name(self)
    }
}

/// Declares a closed set: each member with its name for programs and its Chinese name, which is also
/// its documentation.
macro_rules! closed_set {
    (
        $(#[$set_meta:meta])*
        pub enum $set:ident {
            $($(#[$meta:meta])* $member:ident = $key:literal, $name:literal;)+
        }
    ) => {
        $(#[$set_meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $set {
            $(
                #[doc = concat!($name, ".")]
                $(#[$meta])*
                $member,
            )+
        }

        impl $set {
            /// Every member, in order.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$member),+];

            /// Returns the member's name in figures and data.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$member => $key,)+
                }
            }

            /// Returns the member's name in Chinese.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$member => $name,)+
                }
            }
        }

        impl $crate::model::ClosedSet for $set {
            const MEMBERS: &'static [Self] = &Self::ALL;

            fn key(self) -> &'static str {
                Self::key(self)
            }

            fn name(self) -> &'static str {
                Self::name(self)
            }
        }
    };
}

pub(crate) use closed_set;
