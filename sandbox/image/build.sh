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

packages=$(sed '/^#/d; /^$/d' "$here/packages.list" | paste -sd,)
TMPDIR=$work mmdebstrap --variant=essential --include="$packages" \
  --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
  --skip=cleanup/reproducible \
  --dpkgopt="$here/dpkg.cfg" \
  --aptopt='APT::Install-Recommends "false"' \
  --aptopt='Acquire::Languages "none"' \
  --aptopt='Acquire::Retries "3"' \
  --customize-hook="'$here/customize.sh' \"\$1\" '$work/lab-agent'" \
  --customize-hook="cat \"\$1/etc/os-release\" >'$work/os'" \
  --customize-hook="dpkg-query --root=\"\$1\" -Wf 'SYSTEMD=\${Version}\\n' systemd >>'$work/os'" \
  "$release" "$work/root.tar" ${mirror:+"$mirror"}
mv "$work/os" "$out.os"
mv "$work/root.tar" "$out"
