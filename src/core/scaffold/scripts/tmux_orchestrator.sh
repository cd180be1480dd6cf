#!/usr/bin/env bash
# tmux_orchestrator.sh - a tmux pane for each agent, on a socket of our own: your own sessions are never touched.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source tmux_orchestrator.sh, or tmux_orchestrator.sh FUNCTION ARGS…
  tmux_create_session NAME ROLES             a pane for each role, in a worktree of its own; ROLES: "backend frontend" or "backend,frontend"
  tmux_attach NAME                           show the panes in this terminal
  tmux_send_command NAME ROLE TEXT           type a line into the pane of a role
  tmux_get_output NAME ROLE [LINES=50]       what the pane shows
  tmux_kill_session NAME                     end the agents; worktrees with work in them stay
EOF
}

tmux_create_session() {
  local name=${1:-} roles=${*:2}
  roles=${roles//,/ }
  # Words become a list with commas, whatever stood between them.
  read -ra roles <<<"$roles"
  roles=$(IFS=,; echo "${roles[*]}")
  workflow_cli parallel start ${roles:+--roles="$roles"} -- "$name"
}

tmux_attach() { workflow_cli parallel attach -- "$@"; }

tmux_send_command() { workflow_cli parallel send -- "$@"; }

tmux_get_output() { workflow_cli parallel output --lines="${3:-50}" -- "${@:1:2}"; }

tmux_kill_session() { workflow_cli parallel stop -- "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main tmux "$@"; fi
