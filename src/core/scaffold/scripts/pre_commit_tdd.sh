#!/usr/bin/env bash
# pre_commit_tdd.sh - git hook before a commit: refuses what breaks the rules for tests.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: pre_commit_tdd.sh
Run it from a hook of your own; "workflow tdd install-hook" installs one that needs no Node to say yes. Strictness: enforcement.tdd in config.yaml.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    *) workflow_cli tdd pre-commit "$@" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
