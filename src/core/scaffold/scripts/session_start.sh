#!/usr/bin/env bash
# session_start.sh - Claude Code session hook: gives the agent what the run before left for it.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: session_start.sh <input.json     as a hook of Claude Code: answers in JSON
       session_start.sh                 in a terminal: the same for you
"workflow init --claude" registers a hook that needs no bash; this one is for settings of your own.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    *) if [[ -t 0 ]]; then workflow_cli progress next "$@"; else workflow_cli hook session-start "$@"; fi ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
