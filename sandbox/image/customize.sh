#!/bin/sh
# customize.sh ROOT AGENT: turns an installed Debian into the learner's machine. Run by build.sh.
set -eu
root=$1 agent=$2
here=$(cd "$(dirname "$0")" && pwd)
units=$root/usr/lib/systemd/system

# The account: an ordinary user who may read the journal and act as administrator.
chroot "$root" useradd --create-home --shell /bin/bash --uid 1000 --user-group \
  --groups adm,systemd-journal learner
rm -f "$root/home/learner/.bashrc" "$root/root/.bashrc"

cp -R --no-preserve=ownership --remove-destination "$here/files/." "$root/"
: >"$root/etc/resolv.conf"
chmod 440 "$root/etc/sudoers.d/lab"
install -D -m 755 "$agent" "$root/usr/lib/lab/lab-agent"
ln -s vim.tiny "$root/usr/bin/vim"

# Units: only those of units.keep, and nothing that their packages enabled.
for unit in "$units"/*; do
  name=${unit##*/}
  case $name in *.target.wants) continue ;; esac
  kept=
  while read -r pattern; do
    # shellcheck disable=SC2254
    case $name in $pattern) kept=1 ;; esac
  done <"$here/units.keep"
  [ -n "$kept" ] || rm -rf "$unit"
done
ln -sf multi-user.target "$units/default.target"
find "$root/etc/systemd/system" -mindepth 1 -delete
# Generators read fstab, the kernel's command line and init scripts: a machine has none of them.
rm -f "$root"/usr/lib/systemd/system-generators/* "$root"/usr/lib/systemd/user-generators/*
# tmpfiles dominate boot: keep what makes /run, /tmp and sudo work.
for file in "$root"/usr/lib/tmpfiles.d/*.conf; do
  case ${file##*/} in
    dbus.conf | legacy.conf | sudo.conf | systemd.conf | systemd-tmp.conf | tmp.conf) ;;
    *) rm "$file" ;;
  esac
done

# Links whose targets are gone: to deleted units, and to manual pages that dpkg.cfg left out.
chroot "$root" find /usr/lib/systemd /usr/share/man -xtype l -delete
find "$units" "$root/usr/share/man" -type d -empty -delete

# pam_limits writes a complaint to the journal for every sudo, since a container may raise no limit.
sed -i '/pam_limits\.so/d' "$root"/etc/pam.d/*

# A set machine id: an empty one makes systemd treat each boot as the first and preset all units.
printf 'socket-activation-lab' | md5sum | cut -c1-32 >"$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"
: >"$root/etc/fstab"

# What mmdebstrap would clean by itself, were it not for the machine id.
rm -rf "$root"/var/cache/debconf/*-old "$root"/var/cache/ldconfig/aux-cache \
  "$root"/var/lib/dpkg/*-old "$root"/var/log/*.log "$root"/var/log/apt "$root"/usr/share/zsh
