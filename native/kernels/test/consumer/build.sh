#!/bin/sh
# Installs the library into an empty folder and builds this project against it, by CMake's package and,
# where pkg-config is installed, by that: build.sh CMAKE BINARY_FOLDER C_COMPILER.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" --install "$2" --prefix "$work/installed"
"$1" -S "$here" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/installed" -DCMAKE_C_COMPILER="$3"
"$1" --build "$work/build"
"$work/build/consumer"
if command -v pkg-config >/dev/null 2>&1; then
  pc=$(dirname "$(find "$work/installed" -name autoprivacy_kernels.pc)")
  PKG_CONFIG_PATH="$pc" PKG_CONFIG="pkg-config --define-prefix"
  export PKG_CONFIG_PATH
  # shellcheck disable=SC2086,SC2046
  "$3" "$here/main.c" $($PKG_CONFIG --cflags --libs autoprivacy_kernels) -o "$work/by-pkg-config"
  LD_LIBRARY_PATH=$(dirname "$pc") "$work/by-pkg-config"
fi
