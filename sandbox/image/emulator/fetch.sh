#!/bin/sh
# fetch.sh WORK: the kernel and what boots it, from the release the root was made of, unpacked
# below WORK/boot. Run by build.sh as a hook of mmdebstrap, whose apt configuration it uses.
set -eu
work=$1
export APT_CONFIG="${MMDEBSTRAP_APT_CONFIG:?run by mmdebstrap}"
kernel=$(apt-cache depends linux-image-686 |
  sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n1)
mkdir -p "$work/debs" "$work/boot"
(cd "$work/debs" && apt-get download "$kernel" busybox-static seabios)
for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/boot"; done
