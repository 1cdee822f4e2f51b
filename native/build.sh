#!/bin/sh
# Builds the native libraries for Maven: build.sh PRESET CLASSES. They go below
# CLASSES/native/<platform>/. Where SEAL's cannot be built, unavailable.txt is put there instead, with
# the reason in one line, and the build goes on with the kernels, or with the Java parts alone. With
# nothing changed this takes about a second.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
preset=$1
build="$root/java/core/target/native"
log="$build.log"

os=$(uname -s | tr '[:upper:]' '[:lower:]')
arch=$(uname -m)
[ "$arch" = arm64 ] && arch=aarch64
[ "$arch" = amd64 ] && arch=x86_64
case $os in
  darwin) name=libautoprivacy_seal.dylib ;;
  *) name=libautoprivacy_seal.so ;;
esac
kernels=libautoprivacy_kernels.${name##*.}
to="$2/native/$os-$arch"

# Whatever fails from here on (a full disk, say), Maven learns why there is no library.
mkdir -p "$to" "$build" || exit 1

unavailable() {
  rm -f "$to/$name" "$to/$kernels"
  printf '%s\n' "$1" >"$to/unavailable.txt" || exit 1
  printf 'autoprivacy: no native library: %s; the Java parts are built without SEAL\n' "$1" >&2
  exit 0
}

# SEAL cannot be had: the kernels, which need only the compiler, are built alone.
without_seal() {
  rm -rf "$build"
  logged cmake --preset kernels &&
    logged cmake --build --preset kernels --target autoprivacy_kernels --parallel ||
    unavailable "$1"
  rm -f "$to/$name"
  install_library "$build/native/kernels/$kernels"
  printf '%s\n' "$1" >"$to/unavailable.txt" || exit 1
  printf 'autoprivacy: no SEAL: %s; the kernels and the Java parts are built without it\n' "$1" >&2
  exit 0
}

install_library() {
  target="$to/${1##*/}"
  if ! cmp -s "$1" "$target"; then
    cp "$1" "$target.part" && mv "$target.part" "$target" ||
      { rm -f "$target.part"; echo "autoprivacy: $target cannot be written: is the disk full?" >&2; exit 1; }
  fi
}

# Runs a command with its output in the log; lines that start with "autoprivacy:" are for the user.
logged() {
  {
    "$@" 2>&1 1>>"$log"
    echo "autoprivacy-status $?"
  } | {
    status=1
    while IFS= read -r line; do
      case $line in
        'autoprivacy-status '*) status=${line#autoprivacy-status } ;;
        autoprivacy:*) printf '%s\n' "$line" >&2 ;;
        *) printf '%s\n' "$line" >>"$log" ;;
      esac
    done
    return "$status"
  }
}

configure() {
  rm -f "$build/reason.txt"
  logged cmake --preset "$preset"
}

compile() {
  logged cmake --build --preset "$preset" --target autoprivacy_seal autoprivacy_kernels --parallel
}

command -v cmake >/dev/null 2>&1 ||
  unavailable "CMake 3.22 or later is not installed: install cmake and a C++ compiler, then build again"
found=
for compiler in ${CXX:-c++ g++ clang++}; do
  command -v "$compiler" >/dev/null 2>&1 && found=$compiler && break
done
[ -n "$found" ] ||
  unavailable "no C++ compiler is installed (${CXX:-c++, g++, clang++}): install one, then build again"
cd "$root" || exit 1
: >"$log" || exit 1

# A configured folder is kept: its build configures again by itself where a CMake file changed.
# With anything in doubt, or where the tree was copied or moved, it is made anew once.
if [ ! -f "$build/ready-$preset" ] ||
  ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt" || ! compile; then
  rm -rf "$build"
  if ! configure; then
    [ -s "$build/reason.txt" ] && without_seal "$(head -n 1 "$build/reason.txt")"
    unavailable "CMake cannot configure the native part: see $log"
  fi
  compile || unavailable "the native part does not compile: see $log"
  : >"$build/ready-$preset"
fi

install_library "$build/native/seal/$name"
install_library "$build/native/kernels/$kernels"
rm -f "$to/unavailable.txt"
