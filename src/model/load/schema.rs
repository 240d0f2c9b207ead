//! The JSON Schema of a filing, drawn from the same tables that load one.

use schemars::{Schema, json_schema};
use serde_json::json;

use super::describe::ObjectSchema;
use super::fields::Fields;
use super::filing::filing;

/// Returns the JSON Schema (2020-12) of a filing's file.
///
/// It allows what any one file of a filing may hold, so no top-level key is required: the key may
/// stand in another file.
pub fn schema() -> Schema {
    let mut object = ObjectSchema::default();
    filing(&mut Fields::Describing(&mut object));
    let mut schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "部门整体绩效自评填报",
    });
    add(&mut schema, &object.into_schema());
    schema.remove("required");
    let texts = json!({ "$ref": "#/$defs/figure_texts" });
    add(
        &mut schema,
        &json_schema!({ "$defs": { "figure_texts": {
        "description": "指标名和印出的文字；指标名可以用点连写，也可以逐层缩进",
        "anyOf": [
            { "type": ["string", "number", "null"] },
            { "type": "object", "additionalProperties": texts },
        ],
    } } }),
    );
    schema
}

/// Adds the keywords of another schema.
fn add(schema: &mut Schema, other: &Schema) {
    for (keyword, value) in other.as_object().into_iter().flatten() {
        schema.insert(keyword.clone(), value.clone());
    }
}
