#!/usr/bin/env bash
# initializer.sh - begins the work of an agent on a feature: its folder, its hand-over, what is known so far.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: initializer.sh FEATURE ROLE
The first time it makes the workspace of the feature and claude-progress.txt; later it goes on with what is there.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    '') usage >&2; return 2 ;;
    *) workflow_cli progress init -- "$@" && workflow_cli progress next --role="${2:-}" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
