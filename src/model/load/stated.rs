//! The tables of the figures as somebody printed them.

use super::fields::Fields;
use super::scalars::FigureTexts;
use crate::model::{PrintedSum, PrintedValue, Stated};

/// `stated`: printed additions, and every other key a figure's name.
pub(super) fn stated(fields: &mut Fields<'_, '_>) -> Stated {
    let sums = fields.optional("sums", "印出的加法").list_of(10_000, sum);
    let mut figures = FigureTexts::default();
    fields.each_figure(&mut figures);
    let figures = figures.texts.into_iter().map(|(name, text)| PrintedValue { name, text });
    Stated { figures: figures.collect(), sums }
}

fn sum(fields: &mut Fields<'_, '_>) -> Option<PrintedSum> {
    let label = fields.required("label", "这个加法是什么").text();
    let parts = fields.required("parts", "各个加数").texts(100_000);
    let total = fields.required("total", "印出的合计").text();
    Some(PrintedSum { label: label?, parts, total: total? })
}
