//! Writers: from the document and its layout to bytes.

pub mod docx;
pub mod html;
pub mod pdf;
