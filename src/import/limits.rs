//! How large a workbook may be: enough for a thousand forms, little enough for any machine.

/// How many bytes the file may have.
pub const MAX_FILE_BYTES: u64 = 32 << 20;
/// How many bytes its parts may have together when they are inflated.
pub(super) const MAX_INFLATED: u64 = 128 << 20;
/// How many bytes the part that lists the sheets may have.
pub(super) const MAX_TABLE_PART: u64 = 4 << 20;
/// How many parts it may have.
pub(super) const MAX_PARTS: usize = 4_096;
/// How many cells its sheets may have together.
pub(super) const MAX_CELLS: usize = 1_000_000;
/// How many faults are reported at most.
pub(super) const MAX_FAULTS: usize = 200;
