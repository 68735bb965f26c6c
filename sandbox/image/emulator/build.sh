#!/bin/sh
# Makes what the emulator's machine is booted from, in the folder WORK:
#
#   build.sh RELEASE WORK [MIRROR]
#
#   root.tar   the root file system, from the container image's own lists, for i386
#   boot/      Debian's kernel and its modules, SeaBIOS, BusyBox
#   os         os-release(5) and systemd's version
#
# Needs mmdebstrap, arch-test and i686-linux-gnu-gcc. Runs as root, or as an ordinary user with
# subordinate ids.
set -eu
release=${1:?release} work=${2:?work} mirror=${3-}
here=$(cd "$(dirname "$0")/.." && pwd)

i686-linux-gnu-gcc -std=gnu11 -Os -ffunction-sections -fdata-sections -static -s \
  -Wl,--gc-sections -Wl,--build-id=none -o "$work/lab-agent" "$here"/agent/*.c

"$here/install.sh" "$release" "$work" "$mirror" --architectures=i386 \
  --customize-hook="'$here/emulator/customize.sh' \"\$1\"" \
  --customize-hook="'$here/emulator/fetch.sh' '$work'"
