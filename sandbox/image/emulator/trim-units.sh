#!/bin/sh
# trim-units.sh ROOT: cuts what units say of others that no lesson needs. PID 1 loads each unit that
# another one names, there or not, and every daemon-reload pays for every loaded unit.
set -eu
units=$1/usr/lib/systemd/system

rm -f "$units"/*.wants/systemd-initctl.socket "$units"/*.wants/systemd-tmpfiles-clean.timer
for unit in "$units"/*; do
  case ${unit##*/} in rescue* | emergency*) continue ;; esac
  if [ -L "$unit" ] || [ -d "$unit" ]; then continue; fi
  awk '
    BEGIN {
      named = "^((emergency|rescue)\\.(target|service)|initrd-[a-z-]+\\.(target|service)" \
        "|(syslog|systemd-journald-audit|systemd-initctl)\\.socket|tmp\\.mount" \
        "|(swap|umount|remote-fs|remote-fs-pre|getty|getty-pre|local-fs-pre)\\.target" \
        "|(nss-[a-z-]+|time-set|time-sync|first-boot-complete|cryptsetup[a-z-]*)\\.target" \
        "|plymouth[a-z-]*\\.service" \
        "|systemd-(modules-load|pstore|remount-fs|sysusers|udevd|udev-trigger|sysctl" \
        "|tmpfiles-setup-dev|journal-flush|update-utmp|initctl|logind|networkd|resolved" \
        "|timesyncd|hwdb-update|random-seed|boot-update)\\.service)$"
    }
    /^(After|Before|Wants|Requires|Conflicts|OnFailure|PartOf|BindsTo|Sockets|Also)=/ {
      key = $0
      sub(/=.*/, "", key)
      count = split(substr($0, length(key) + 2), names, " ")
      kept = ""
      for (i = 1; i <= count; i++) if (names[i] !~ named) kept = kept " " names[i]
      if (kept != "") print key "=" substr(kept, 2)
      next
    }
    # Each credential is a file system of its own: another four units to load.
    /^(OnFailureJobMode|LoadCredential|ImportCredential|SetCredential)=/ { next }
    { print }
  ' "$unit" >"$unit.trimmed"
  cat "$unit.trimmed" >"$unit"
  rm "$unit.trimmed"
done
