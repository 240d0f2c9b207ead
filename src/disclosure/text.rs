//! The officer's review for a terminal.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};

use super::Review;

impl Review {
    /// Returns the review as text: what is withheld, the totals that differ, and what was found.
    pub fn text(&self) -> String {
        let mut text = if self.items.is_empty() {
            "公开版没有略去内容，与完整版相同\n".to_owned()
        } else {
            format!("公开版略去{}项（{}）\n", self.items.len(), self.counts())
        };
        if !self.items.is_empty() {
            let mut table = bare_table();
            table.set_header(["  类别", "内容", "依据", "位置"]);
            for item in &self.items {
                table.add_row([
                    format!("  {}", item.kind.name()),
                    item.label.clone(),
                    item.ground_text(),
                    item.place.clone(),
                ]);
            }
            push_table(&mut text, &table);
        }
        if !self.totals.is_empty() {
            let _ = writeln!(text, "\n合计数（{}处不同）", self.totals.len());
            let mut table = bare_table();
            table.set_header(["  数字", "完整版", "公开版"]);
            for total in &self.totals {
                let label = format!("  {}", total.label);
                table.add_row([label, total.full.clone(), total.public.clone()]);
            }
            for column in [1, 2] {
                if let Some(column) = table.column_mut(column) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
            push_table(&mut text, &table);
        }
        if !self.remarks.is_empty() {
            let _ = writeln!(text, "\n检查发现（{}处）", self.remarks.len());
            for remark in &self.remarks {
                let place =
                    remark.place.as_ref().map_or_else(String::new, |place| format!("{place}："));
                let _ = writeln!(text, "  {place}[{}] {}", remark.code, remark.message);
            }
        }
        text
    }
}

fn bare_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

/// Adds the lines of a table, without the blanks that end them.
fn push_table(text: &mut String, table: &Table) {
    for line in table.to_string().lines() {
        // The table's own indent stands before that of the first column.
        text.push_str(line.strip_prefix(' ').unwrap_or(line).trim_end());
        text.push('\n');
    }
}
