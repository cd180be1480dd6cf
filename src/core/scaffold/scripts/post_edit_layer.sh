#!/usr/bin/env bash
# post_edit_layer.sh - Claude Code hook after an edit: notes what was changed in the hand-over.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: post_edit_layer.sh <input.json
"workflow init --claude" registers a hook that needs no bash; this one is for settings of your own.
EOF
}

main() {
  case ${1:-} in
    -h | --help) usage ;;
    *) workflow_cli hook post-tool-use "$@" ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
