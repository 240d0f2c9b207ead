#!/usr/bin/env bash
# Runs every test: the examples in the documentation, then the unit and integration tests, with
# nextest where it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

# Nextest runs no documentation examples.
cargo test --locked --doc
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked
else
    cargo test --locked --lib --bins --tests
fi
