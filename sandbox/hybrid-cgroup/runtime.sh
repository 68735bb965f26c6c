#!/bin/sh
# An OCI runtime: crun, with the limits of a machine applied on cgroup version 1.
# Podman and conmon call it as `runtime.sh [option…] COMMAND [option…] ID`. The environment says
# where the version 1 hierarchies are (LAB_CGROUP1), what to preload (LAB_MEMLOCK) and which Node
# to use (LAB_NODE).
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

# This process, and so crun and what crun starts, belongs to the machine's groups.
join_groups() {
  for controller in memory pids cpu; do
    [ ! -d "$(group $controller)" ] || echo $$ >"$(group $controller)/cgroup.procs"
  done
}

case $command in
  create)
    mkdir -p "$(group memory)" "$(group pids)" "$(group cpu)"
    "$LAB_NODE" "$(dirname "$0")/limits.mjs" "$bundle" \
      "$(group memory)" "$(group pids)" "$(group cpu)"
    join_groups
    ;;
  exec) join_groups ;;
  delete)
    status=0
    env ${LAB_MEMLOCK:+"LD_PRELOAD=$LAB_MEMLOCK"} crun "$@" || status=$?
    rmdir "$(group memory)" "$(group pids)" "$(group cpu)" 2>/dev/null || true
    exit $status
    ;;
esac
exec env ${LAB_MEMLOCK:+"LD_PRELOAD=$LAB_MEMLOCK"} crun "$@"
