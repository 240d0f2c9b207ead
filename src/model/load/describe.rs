//! The schema side of the tables: what an editor needs to complete and check a filing.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::fields::Fields;
use crate::model::ClosedSet;

/// The schema of one mapping.
#[derive(Default)]
pub(super) struct ObjectSchema {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    others: Option<Value>,
}

/// The schema of one value, to be filled in.
pub(super) struct Description<'r> {
    target: &'r mut Value,
    text: &'static str,
    /// Whether `~` may stand here.
    nullable: bool,
}

impl ObjectSchema {
    /// Adds a key that may be absent.
    pub(super) fn optional(&mut self, key: &'static str, text: &'static str) -> Description<'_> {
        let target = self.properties.entry(key).or_insert(Value::Null);
        Description { target, text, nullable: true }
    }

    /// Adds a key that must be there.
    pub(super) fn required(&mut self, key: &'static str, text: &'static str) -> Description<'_> {
        self.required.push(key);
        let target = self.properties.entry(key).or_insert(Value::Null);
        Description { target, text, nullable: false }
    }

    /// Allows keys besides those listed, all with one schema.
    pub(super) fn others(&mut self) -> Description<'_> {
        let target = self.others.insert(Value::Null);
        Description { target, text: "", nullable: true }
    }

    /// Returns the schema.
    pub(super) fn into_schema(self) -> Schema {
        let mut schema = json_schema!({ "type": "object" });
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), self.properties.into());
        }
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        let others = self.others.unwrap_or(Value::Bool(false));
        schema.insert("additionalProperties".to_owned(), others);
        schema
    }
}

impl Description<'_> {
    /// Describes text; a YAML number is text too.
    pub(super) fn text(self) {
        self.set(json_schema!({ "type": ["string", "number"] }));
    }

    /// Describes text of a certain pattern.
    pub(super) fn pattern(self, pattern: &'static str) {
        self.set(json_schema!({ "type": ["string", "number"], "pattern": pattern }));
    }

    /// Describes an amount or a score.
    pub(super) fn decimal(self) {
        let pattern = r"^-?[0-9]+(,[0-9]{3})*(\.[0-9]+)?$";
        self.set(json_schema!({ "type": ["number", "string"], "pattern": pattern }));
    }

    /// Describes a whole number.
    pub(super) fn count(self) {
        self.set(json_schema!({ "type": "integer", "minimum": 0 }));
    }

    /// Describes a day.
    pub(super) fn date(self) {
        self.set(json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" }));
    }

    /// Describes a year.
    pub(super) fn year(self, first: i16, last: i16) {
        self.set(json_schema!({ "type": "integer", "minimum": first, "maximum": last }));
    }

    /// Describes a yes or no.
    pub(super) fn flag(self) {
        self.set(json_schema!({ "type": "boolean" }));
    }

    /// Describes a member of a closed set.
    pub(super) fn one_of<E: ClosedSet>(self) {
        let keys: Vec<_> = E::MEMBERS.iter().map(|member| member.key()).collect();
        let names: Vec<_> = E::MEMBERS.iter().map(|member| member.name()).collect();
        // Editors that know the second keyword show each member's Chinese name beside it.
        self.set(json_schema!({ "enum": keys, "enumDescriptions": names }));
    }

    /// Describes figure names with their texts, nested as figures are.
    pub(super) fn figure_texts(self) {
        self.set(json_schema!({ "$ref": "#/$defs/figure_texts" }));
    }

    /// Describes a mapping by its table.
    pub(super) fn object<'n, T>(
        self,
        read: impl FnOnce(&mut Fields<'_, 'n>) -> Option<T>,
    ) -> Option<T> {
        let mut object = ObjectSchema::default();
        let value = read(&mut Fields::Describing(&mut object));
        self.set(object.into_schema());
        value
    }

    /// Describes a list.
    pub(super) fn array(self, limit: usize, item: impl FnOnce(Description<'_>)) {
        let mut items = Value::Null;
        item(Description { target: &mut items, text: "", nullable: false });
        self.set(json_schema!({ "type": "array", "maxItems": limit, "items": items }));
    }

    /// Describes a value of two shapes.
    pub(super) fn either(
        self,
        first: impl FnOnce(Description<'_>),
        second: impl FnOnce(Description<'_>),
    ) {
        let (mut one, mut other) = (Value::Null, Value::Null);
        first(Description { target: &mut one, text: "", nullable: false });
        second(Description { target: &mut other, text: "", nullable: false });
        self.set(json_schema!({ "anyOf": [one, other] }));
    }

    fn set(self, schema: Schema) {
        let mut map = Map::new();
        if !self.text.is_empty() {
            map.insert("description".to_owned(), self.text.into());
        }
        map.extend(schema.to_value().as_object().into_iter().flatten().map(|(key, value)| {
            (key.clone(), if self.nullable { with_null(key, value) } else { value.clone() })
        }));
        *self.target = map.into();
    }
}

/// Returns a keyword's value with `null` allowed too.
fn with_null(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("type", Value::String(only)) => json!([only, "null"]),
        ("type" | "enum", Value::Array(several)) => {
            let null = if keyword == "type" { json!("null") } else { Value::Null };
            several.iter().cloned().chain([null]).collect()
        }
        ("anyOf", Value::Array(shapes)) => {
            shapes.iter().cloned().chain([json!({ "type": "null" })]).collect()
        }
        _ => value.clone(),
    }
}
