#!/usr/bin/env bash
# Checks everything that is not a test: formatting, lints, licences and documentation.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked check bans licenses sources
else
    echo 'lint: cargo-deny is not installed, so licences were not checked' \
        '(cargo install cargo-deny --locked)' >&2
fi
