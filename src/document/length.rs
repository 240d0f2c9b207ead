//! Lengths on the page: exact integers, so that the same document gives the same bytes everywhere.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A signed length in English Metric Units (ECMA-376-1, 20.1.10.16): 36,000 to the millimetre,
/// 12,700 to the point, 635 to the twip, all exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Length(i64);

impl Length {
    /// No length at all.
    pub const ZERO: Self = Self(0);
    const PER_POINT: i64 = 12_700;
    const PER_MILLIMETRE: i64 = 36_000;
    const PER_TWIP: i64 = 635;

    /// Returns the length of `emu` English Metric Units.
    pub const fn emu(emu: i64) -> Self {
        Self(emu)
    }

    /// Returns the length of `points` points (1/72 inch).
    pub const fn points(points: i64) -> Self {
        Self(points * Self::PER_POINT)
    }

    /// Returns the length of `thousandths` thousandths of a point, rounded towards zero to an EMU.
    pub const fn milli_points(thousandths: i64) -> Self {
        Self(thousandths * Self::PER_POINT / 1000)
    }

    /// Returns the length of `millimetres` millimetres.
    pub const fn millimetres(millimetres: i64) -> Self {
        Self(millimetres * Self::PER_MILLIMETRE)
    }

    /// Returns the length in English Metric Units.
    pub const fn to_emu(self) -> i64 {
        self.0
    }

    /// Returns the length in whole twips (1/20 point), rounded to the nearest, half away from zero.
    pub const fn to_twips(self) -> i64 {
        let half = if self.0 < 0 { -Self::PER_TWIP / 2 } else { Self::PER_TWIP / 2 };
        (self.0 + half) / Self::PER_TWIP
    }

    /// Returns the length in half-points, the unit of font sizes in WordprocessingML.
    pub const fn to_half_points(self) -> i64 {
        self.0 * 2 / Self::PER_POINT
    }

    /// Returns the length in points as PDF operators take it.
    ///
    /// Positions are drawn, never counted: no figure passes through here.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a page is far below 2^52 EMU, and PDF coordinates are single precision"
    )]
    pub fn to_points_f32(self) -> f32 {
        (self.0 as f64 / Self::PER_POINT as f64) as f32
    }

    /// Returns `self × numerator ÷ denominator`, rounded towards zero to an EMU.
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        Self(self.0 * numerator / denominator)
    }

    /// Returns the larger of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}
