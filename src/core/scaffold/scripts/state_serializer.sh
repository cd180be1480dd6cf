#!/usr/bin/env bash
# state_serializer.sh - agent files, .ai/project/sessions/agents/ROLE.af.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source state_serializer.sh, or state_serializer.sh FUNCTION ARGS…
  state_list             all agents as JSON
  state_load AGENT       one agent file as JSON
  state_save ROLE […]    write the agent file of a role from its progress; see "workflow agent save --help"
EOF
}

state_list() { workflow_cli agent list --json; }

state_load() { workflow_cli agent show --json -- "$@"; }

state_save() { workflow_cli agent save "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main state "$@"; fi
