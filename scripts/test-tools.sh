#!/usr/bin/env bash
# Fetches what the tests need beside Rust: poppler-utils and qpdf, which read the PDFs back,
# openxml-audit, which validates the DOCX files, LibreOffice Calc, which computes the workbooks anew
# (some 110 MB to fetch, a minute to install), and Chromium with what looks at web pages in it.
# Does nothing where everything is in place.
set -euo pipefail
cd "$(dirname "$0")/.."

audit_version=0.8.0
# Under target/, so git ignores it and `cargo clean` sweeps it.
tools=target/tools

die() {
    echo "test-tools: $*" >&2
    exit 1
}

# Debian package for each missing command.
missing=()
need() {
    command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}
need pdftotext poppler-utils
need qpdf qpdf
need python3 python3
need chromium chromium
need soffice libreoffice-calc-nogui
# A venv needs ensurepip, which Debian ships apart from python3.
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3-venv)

if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ]; then
        as_root=()
    else
        as_root=(sudo)
    fi
    install="apt-get install ${missing[*]}"
    command -v apt-get >/dev/null 2>&1 \
        || die "please install: ${missing[*]} (names as in Debian), then run this again"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        die "neither root nor sudo; ask an administrator to run: $install"
    fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
        || die "installing failed: $install"
fi

stamp="$tools/openxml-audit-$audit_version"
if ! { [ -e "$stamp" ] && "$tools/bin/openxml-audit" --help >/dev/null 2>&1; }; then
    mkdir -p target
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check \
        "openxml-audit==$audit_version"
    "$tools/bin/openxml-audit" --help >/dev/null || die 'openxml-audit does not start'
    touch "$stamp"
fi

# The checkers of web pages, from the lock file; npm comes with Node.js, and fetches no browser.
pages=tests/accessibility
if ! command -v npm >/dev/null 2>&1; then
    echo 'test-tools: no npm, so the tests leave out the accessibility of web pages' >&2
elif ! cmp -s "$pages/package-lock.json" "$pages/node_modules/.locked"; then
    npm ci --prefix "$pages" --silent --no-audit --no-fund --ignore-scripts
    cp "$pages/package-lock.json" "$pages/node_modules/.locked"
fi
echo "test-tools: $(command -v pdftotext), $(command -v qpdf), $tools/bin/openxml-audit"
