#!/bin/sh
# Builds the root filesystem of the learner's machine as a tar archive, and beside it OUT.tar.os,
# which says what is in it: os-release(5) and systemd's version.
#
#   build.sh RELEASE OUT.tar [MIRROR]      for example: build.sh bookworm machine.tar
#
# Needs mmdebstrap and a C compiler (musl-gcc, or gcc with the static C library). Runs as root, or
# as an ordinary user with subordinate ids (newuidmap). CC names another compiler for the agent.
set -eu
release=${1:?release} out=${2:?output} mirror=${3-}
here=$(cd "$(dirname "$0")" && pwd)

# /tmp is often a small file system in memory; a user's own folders are closed to subordinate ids.
work=$(TMPDIR=/var/tmp mktemp -d -t lab-image.XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$work"

cc=${CC-}
[ -n "$cc" ] || { command -v musl-gcc >/dev/null && cc=musl-gcc || cc=gcc; }
# shellcheck disable=SC2086
$cc -std=gnu11 -Os -ffunction-sections -fdata-sections -static -s -Wl,--gc-sections \
  -o "$work/lab-agent" "$here"/agent/*.c

"$here/install.sh" "$release" "$work" "$mirror"
mv "$work/os" "$out.os"
mv "$work/root.tar" "$out"
