#!/bin/sh
# customize.sh ROOT: what the emulator's machine has beyond the container's. Run by build.sh.
set -eu
root=$1
here=$(cd "$(dirname "$0")" && pwd)

cp -R --no-preserve=ownership --remove-destination "$here/files/." "$root/"

"$here/trim-units.sh" "$root"
