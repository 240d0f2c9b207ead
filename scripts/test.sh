#!/usr/bin/env bash
# Runs every test: the unit and integration tests, with nextest where it is installed, and the
# examples in the documentation.
set -euo pipefail
cd "$(dirname "$0")/.."

if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked
else
    cargo test --locked --lib --bins --tests
fi
# Nextest runs no documentation examples.
cargo test --locked --doc
