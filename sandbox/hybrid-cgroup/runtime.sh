#!/bin/sh
# An OCI runtime: crun, with the limits of a machine applied on cgroup version 1.
# Podman and conmon call it as `runtime.sh [option…] COMMAND [option…] ID`. The environment says
# where the version 1 hierarchies are (LAB_CGROUP1) and what to preload (LAB_MEMLOCK).
set -eu

bundle=. command= id= previous=
for word; do
  case $previous in --bundle | -b) bundle=$word ;; esac
  previous=$word
  case $word in
    create | start | exec | kill | delete | state) [ -n "$command" ] || command=$word ;;
    *[!0-9a-f]*) ;;
    *) [ ${#word} -ne 64 ] || [ -n "$id" ] || id=$word ;;
  esac
done

group() { echo "$LAB_CGROUP1/$1/socket-activation-lab/$id"; }

# limit CONTROLLER FILE VALUE; "-" leaves the host's default.
limit() { [ "$3" = - ] || echo "$3" >"$(group "$1")/$2"; }

# Takes the limits out of the bundle's config.json, where crun would fail on them, and sets them on
# version 1 groups instead. Makes the machine's own cgroup tree writable, as its systemd needs.
move_limits() {
  config=$bundle/config.json
  limits=$(jq -r '.linux.resources | [.memory.limit, .pids.limit, .cpu.period, .cpu.quota]
    | map(if . == null or . <= 0 then "-" else tostring end) | join(" ")' "$config")
  jq -c 'del(.linux.resources | .memory, .pids, .cpu, .blockIO)
    | (.mounts[] | select(.destination == "/sys/fs/cgroup") | .options) -= ["ro"]' \
    "$config" >"$config.lab"
  mv "$config.lab" "$config"
  mkdir -p "$(group memory)" "$(group pids)" "$(group cpu)"
  read -r memory pids period quota <<END
$limits
END
  limit memory memory.limit_in_bytes "$memory"
  limit pids pids.max "$pids"
  limit cpu cpu.cfs_period_us "$period"
  limit cpu cpu.cfs_quota_us "$quota"
}

# This process, and so crun and what crun starts, belongs to the machine's groups.
join_groups() {
  for controller in memory pids cpu; do
    [ ! -d "$(group $controller)" ] || echo $$ >"$(group $controller)/cgroup.procs"
  done
}

[ ! -e "${LAB_MEMLOCK-}" ] || preload=$LAB_MEMLOCK
case $command in
  create)
    move_limits
    join_groups
    ;;
  exec) join_groups ;;
  delete)
    status=0
    env ${preload:+"LD_PRELOAD=$preload"} crun "$@" || status=$?
    rmdir "$(group memory)" "$(group pids)" "$(group cpu)" 2>/dev/null || true
    exit $status
    ;;
esac
exec env ${preload:+"LD_PRELOAD=$preload"} crun "$@"
