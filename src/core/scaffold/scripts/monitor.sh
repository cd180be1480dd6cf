#!/usr/bin/env bash
# monitor.sh - how every agent is, those who need you first.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: monitor.sh [--watch] [--json]
active, needs_input, blocked, completed, idle or failed, of each role.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    *) workflow_cli monitor "$@" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
