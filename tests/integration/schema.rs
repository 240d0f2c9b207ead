//! The JSON Schema and the loader: every key of the one is a key of the other.

use std::fs;

use serde_json::{Map, Value, json};
use ziping::diagnostic::{Diagnostic, render_concise};
use ziping::model::{self, Filing};
use ziping::source::{Opened, Sources};

/// Returns the schema as JSON.
fn schema() -> Value {
    model::schema().to_value()
}

/// Loads JSON, which is YAML.
fn load(filing: &Value) -> (Option<Filing>, Vec<Diagnostic>, String) {
    let mut sources = Sources::new();
    let files = vec![sources.add("f", filing.to_string())];
    let (filing, findings) = model::load(&sources, &Opened { files, faults: Vec::new() });
    let shown = render_concise(&sources, &findings);
    (filing, findings, shown)
}

/// Returns a value of a schema with every key that it has; `shape` chooses among several shapes.
fn sample(schema: &Value, shape: usize) -> Value {
    if let Some(members) = schema.get("enum") {
        return members[0].clone();
    }
    if schema.get("$ref").is_some() {
        return json!({ "by_grade": { "excellent.count": "4" } });
    }
    if let Some(shapes) = schema.get("anyOf") {
        return sample(&shapes[shape], shape);
    }
    let kind = &schema["type"];
    let is = |name: &str| *kind == json!(name) || kind[0] == json!(name);
    if is("object") {
        let properties = schema["properties"].as_object().unwrap();
        let keys = properties.iter().map(|(key, value)| (key.clone(), sample(value, shape)));
        keys.collect::<Map<_, _>>().into()
    } else if is("array") {
        json!([sample(&schema["items"], shape)])
    } else if is("integer") {
        schema["minimum"].clone()
    } else if is("number") {
        json!("1,234.5")
    } else if is("boolean") {
        json!(true)
    } else {
        assert!(is("string"), "{schema}");
        match schema.get("pattern").and_then(Value::as_str) {
            Some(pattern) if pattern.contains("d{2}") => json!("2024-03-04"),
            Some(_) => json!("P01"),
            None => json!("甲"),
        }
    }
}

#[test]
fn the_loader_takes_every_key_of_the_schema() {
    for shape in 0..2 {
        let filing = sample(&schema(), shape);
        let (filing, _, shown) = load(&filing);
        assert!(filing.is_some(), "{shown}");
    }
}

#[test]
fn the_schema_has_every_key_of_the_loader() {
    let schema = schema();
    let filing = sample(&schema, 1);
    let mut objects = 0;
    each_object(&schema, &mut Vec::new(), &mut |place, properties| {
        let mut filing = filing.clone();
        filing.pointer_mut(&place.concat()).unwrap()["_not_a_key"] = json!(1);
        let (_, findings, shown) = load(&filing);
        let [finding] = findings.as_slice() else { panic!("{place:?}: {shown}") };
        let help = finding.help.last().unwrap();
        let known = help.strip_prefix("这里可以用的键：").unwrap();
        // The unit is asked for first, wherever the schema lists it.
        assert_eq!(known.split('、').collect::<Vec<_>>(), properties, "{place:?}");
        objects += 1;
    });
    assert!(objects > 20, "{objects}");
}

/// Visits every closed object of a schema with its place in [`sample`].
fn each_object(
    schema: &Value,
    place: &mut Vec<String>,
    visit: &mut impl FnMut(&[String], Vec<&str>),
) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        if schema["additionalProperties"] == json!(false) {
            visit(place, properties.keys().map(String::as_str).collect());
        }
        for (key, value) in properties {
            place.push(format!("/{key}"));
            each_object(value, place, visit);
            place.pop();
        }
    } else if let Some(items) = schema.get("items") {
        place.push("/0".to_owned());
        each_object(items, place, visit);
        place.pop();
    } else if let Some(shapes) = schema.get("anyOf") {
        each_object(&shapes[1], place, visit);
    }
}

#[test]
fn every_key_is_described_in_chinese() {
    each_description(&schema()["properties"]);
}

fn each_description(properties: &Value) {
    for (key, schema) in properties.as_object().unwrap() {
        let description = schema["description"].as_str().unwrap_or_default();
        assert!(!description.is_ascii(), "{key}: {description:?}");
        for nested in [schema, &schema["items"], &schema["items"]["anyOf"][1]] {
            if nested.get("properties").is_some() {
                each_description(&nested["properties"]);
            }
        }
    }
}

#[test]
fn the_published_schema_is_the_program_s() {
    let published = fs::read_to_string("docs/schema/filing.schema.json").unwrap();
    let schema = format!("{:#}\n", schema());
    assert!(published == schema, "run: ziping schema > docs/schema/filing.schema.json");
}
