#!/usr/bin/env bash
# port_manager.sh - a port for each role, kept in .ai/project/sessions/port_allocations.json.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source port_manager.sh, or port_manager.sh FUNCTION ARGS…
  port_allocate ROLE   the port of a role; reserves a free one when it has none
  port_release ROLE    give it back
  port_in_use PORT     exit 0: somebody on this machine listens there; 1: nobody does
  port_get ROLE        the port of a role; exit 1: it has none
  port_list            {role: port} as JSON
EOF
}

port_allocate() { workflow_cli port allocate -- "$@"; }

port_release() { workflow_cli port release -- "$@"; }

port_in_use() { workflow_cli port in-use -- "$@"; }

port_get() { workflow_cli port get -- "$@"; }

port_list() { workflow_cli port list --json; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main port "$@"; fi
