#!/bin/sh
# Install the real servers that tests/live publishes through into .servers/ (git-ignored).
# Safe to repeat: what stands is left alone. Needs node, npm and python3 with venv; no root.
# The Bluesky PDS compiles SQLite once: about five minutes of CPU and 280 MB in all.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
servers="$root/.servers"
python=${PYTHON:-"$root/.venv/bin/python"}
[ -x "$python" ] || python=python3
mkdir -p "$servers"

if ! cmp -s "$here/requirements.txt" "$servers/venv/.complete"; then
    "$python" -m venv "$servers/venv"
    "$servers/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$servers/venv/.complete"
fi

if command -v npm >/dev/null 2>&1; then
    # Two folders: the two packages want different majors of the same dependencies.
    for package in "@did-plc/server@0.0.1" "@atproto/pds@0.4.217"; do
        folder="$servers/$(echo "$package" | sed 's/^@\([^/]*\).*/\1/')"
        [ -f "$folder/.complete" ] && continue
        mkdir -p "$folder"
        [ -f "$folder/package.json" ] || echo '{"private": true}' >"$folder/package.json"
        npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$package"
        touch "$folder/.complete"
    done
else
    echo "npm is not installed: the Bluesky PDS is left out, and its tests will be skipped" >&2
fi
echo "servers are in $servers"
