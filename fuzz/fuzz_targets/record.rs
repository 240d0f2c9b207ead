//! Arbitrary bytes as the record of a build; what is a record is written, read again and compared.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::diff::compare;
use ziping::record::Record;

fuzz_target!(|bytes: &[u8]| {
    let Ok(record) = Record::of_bytes(bytes) else { return };
    let again = Record::of_bytes(&record.to_bytes()).expect("a record is read as it is written");
    assert_eq!(record, again);
    let changes = compare(&record.snapshot, &again.snapshot);
    assert!(changes.is_empty());
});
