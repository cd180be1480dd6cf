#!/usr/bin/env bash
# coder.sh - what the last run of an agent left for this one: summary, next step, blockers, notes, files.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: coder.sh [--json]
With AGENT_ROLE set, of that role where there are several. Without a hand-over it says how to begin.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    *) workflow_cli progress next "$@" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
