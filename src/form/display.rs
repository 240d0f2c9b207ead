//! How a form prints amounts and rates.

use crate::quantity::{Amount, AmountUnit, Rate};

/// The conventions of print: units, decimals and what nothing looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// The unit that amounts are printed in.
    pub amount_unit: AmountUnit,
    /// How many decimals a total has.
    pub total_decimals: u32,
    /// What a total of nothing is printed as: `0`, `0.00`, `—`.
    pub zero_total: String,
    /// How many decimals a project's own amounts have.
    pub project_decimals: ProjectDecimals,
    /// How many decimals a rate has at most; trailing zeros are left off.
    pub rate_decimals: u32,
    /// What 0 ÷ 0 is printed as: `0%`, `—`.
    pub zero_of_zero: String,
}

/// How many decimals a project's own amounts are printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectDecimals {
    /// As many as the amount needs: 384.2076, 5.58, 20.
    AsFiled,
    /// Always so many.
    Fixed(u32),
}

impl Display {
    /// Returns the printed text of a total, without its unit.
    pub fn total_text(&self, amount: Amount) -> String {
        if amount.is_zero() {
            return self.zero_total.clone();
        }
        amount.print(self.amount_unit, self.total_decimals)
    }

    /// Returns the printed text of a project's own amount, without its unit.
    pub fn project_amount_text(&self, amount: Amount) -> String {
        match self.project_decimals {
            ProjectDecimals::AsFiled => amount.print_exact(self.amount_unit),
            ProjectDecimals::Fixed(_) if amount.is_zero() => self.zero_total.clone(),
            ProjectDecimals::Fixed(places) => amount.print(self.amount_unit, places),
        }
    }

    /// Returns the printed text of a rate, its % included.
    pub fn rate_text(&self, rate: Rate) -> String {
        rate.print(self.rate_decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display(project_decimals: ProjectDecimals) -> Display {
        Display {
            amount_unit: AmountUnit::TenThousandYuan,
            total_decimals: 2,
            zero_total: "0".to_owned(),
            project_decimals,
            rate_decimals: 2,
            zero_of_zero: "0%".to_owned(),
        }
    }

    fn amount(text: &str) -> Amount {
        Amount::parse(text, AmountUnit::TenThousandYuan).expect("plain decimal text")
    }

    #[test]
    fn totals_have_their_decimals_and_nothing_is_plain() {
        let display = display(ProjectDecimals::AsFiled);
        for (written, printed) in [
            ("276.23", "276.23"),
            ("33.9", "33.90"),
            ("20", "20.00"),
            ("0", "0"),
            ("0.001", "0.00"),
        ] {
            assert_eq!(display.total_text(amount(written)), printed);
        }
    }

    #[test]
    fn amounts_of_projects_are_printed_as_filed_or_with_fixed_decimals() {
        let filed = display(ProjectDecimals::AsFiled);
        let fixed = display(ProjectDecimals::Fixed(2));
        for (written, as_filed, two) in
            [("384.2076", "384.2076", "384.21"), ("20", "20", "20.00"), ("0", "0", "0")]
        {
            assert_eq!(filed.project_amount_text(amount(written)), as_filed);
            assert_eq!(fixed.project_amount_text(amount(written)), two);
        }
    }
}
