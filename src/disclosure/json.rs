//! The officer's review for programs: JSON whose keys stay.

use serde_json::{Value as Json, json};

use super::{Remark, Review, ReviewItem, TotalPair};
use crate::model::WithholdingGround;

impl Review {
    /// Returns the review as JSON: `withheld`, `totals` and `findings`, empty where there is nothing.
    ///
    /// The values of `totals` are texts, as the editions print them.
    pub fn json(&self) -> String {
        let withheld: Vec<_> = self.items.iter().map(item).collect();
        let totals: Vec<_> = self.totals.iter().map(total).collect();
        let findings: Vec<_> = self.remarks.iter().map(remark).collect();
        let json = json!({ "withheld": withheld, "totals": totals, "findings": findings });
        format!("{json:#}\n")
    }
}

fn item(item: &ReviewItem) -> Json {
    json!({
        "kind": item.kind.key(),
        "label": item.label,
        "ground": item.ground.map(WithholdingGround::key),
        "ground_label": item.ground.map(WithholdingGround::name),
        "article": item.ground.map(WithholdingGround::article),
        "follows": item.follows,
        "place": item.place,
    })
}

fn total(total: &TotalPair) -> Json {
    json!({
        "name": total.name,
        "label": total.label,
        "full": total.full,
        "public": total.public,
    })
}

fn remark(remark: &Remark) -> Json {
    json!({ "code": remark.code, "message": remark.message, "place": remark.place })
}
