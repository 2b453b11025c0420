#!/usr/bin/env bash
# Prints the path of a Chromium without a window. Where the machine has none, unpacks Debian's into
# the folder that is named, with the libraries that the machine lacks; nothing is installed.
set -euo pipefail
folder=$1
browser=$folder/usr/lib/chromium/chromium-headless-shell

for name in chromium-headless-shell chromium google-chrome-stable google-chrome chromium-browser; do
  if command -v "$name"; then exit; fi
done
if [ -f "$folder/done" ]; then
  printf '%s\n' "$browser"
  exit
fi

wanted() {
  LC_ALL=C apt-get install --simulate --no-install-recommends chromium-headless-shell |
    sed -n 's/^Inst \([^ ]*\) \(\[[^]]*\] \)\?(\([^ ]*\).*/\1=\3/p'
}

download() {
  local packages
  packages=$(wanted) && [ -n "$packages" ] || return 1
  # shellcheck disable=SC2086
  (cd "$folder/packages" && apt-get download $packages)
}

command -v apt-get >/dev/null || {
  echo "no Chromium on this machine, and no apt-get to bring one: install Chromium" >&2
  exit 69
}
rm -rf "$folder"
mkdir -p "$folder/packages"
# lists of packages may be missing, or name versions that are gone
download >&2 || { apt-get update >&2 && download >&2; }
for package in "$folder"/packages/*.deb; do
  dpkg --extract "$package" "$folder"
done
rm -rf "$folder/packages"
touch "$folder/done"
printf '%s\n' "$browser"
