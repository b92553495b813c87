#!/usr/bin/env bash
# Runs the code that has `unsafe` (src/dispatch.rs) and all loops behind it with the address sanitizer, which the stable toolchain ships:
# reads and writes outside of what is allocated end the run. Some ten minutes on two cores.
#
# Why not Miri: it needs a nightly toolchain, and knows few of the instructions that loops are compiled for. Why not the thread sanitizer:
# it reports the standard library, unless that is built with it too.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTC_BOOTSTRAP=1
export RUSTFLAGS='-Zsanitizer=address'
export CARGO_TARGET_DIR=target/sanitize

# With a target named, build scripts and macros stay without it.
cargo test --target "$host" --lib
cargo test --target "$host" --test threads --test sources --test connectivity
