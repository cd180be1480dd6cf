#!/usr/bin/env bash
# interview.sh - asks seven questions about a feature and writes its spec.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: interview.sh FEATURE [--answers FILE.json]
Writes .ai/project/features/FEATURE/spec.yaml; never overwrites one.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    '') usage >&2; return 2 ;;
    *) workflow_cli spec interview "$@" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
