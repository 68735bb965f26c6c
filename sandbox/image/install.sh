#!/bin/sh
# Installs Debian and turns it into the learner's machine, for whichever engine:
#
#   install.sh RELEASE WORK MIRROR [OPTION…]
#
# MIRROR may be empty; each OPTION is one more of mmdebstrap's. The folder WORK has the agent,
# `lab-agent`; it gets `root.tar`, and `os`: os-release(5) and SYSTEMD=version.
set -eu
release=$1 work=$2 mirror=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)

packages=$(sed '/^#/d; /^$/d' "$here/packages.list" | paste -sd,)
TMPDIR=$work mmdebstrap --variant=essential --include="$packages" \
  --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
  --skip=cleanup/reproducible \
  --dpkgopt="$here/dpkg.cfg" \
  --aptopt='APT::Install-Recommends "false"' \
  --aptopt='Acquire::Languages "none"' \
  --aptopt='Acquire::Retries "3"' \
  --customize-hook="'$here/customize.sh' \"\$1\" '$work/lab-agent'" \
  "$@" \
  --customize-hook="cat \"\$1/etc/os-release\" >'$work/os'" \
  --customize-hook="dpkg-query --root=\"\$1\" -Wf 'SYSTEMD=\${Version}\\n' systemd >>'$work/os'" \
  "$release" "$work/root.tar" ${mirror:+"$mirror"}
