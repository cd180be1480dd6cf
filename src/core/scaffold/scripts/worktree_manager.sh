#!/usr/bin/env bash
# worktree_manager.sh - a working tree for each agent, in .worktrees/ROLE.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source worktree_manager.sh, or worktree_manager.sh FUNCTION ARGS…
  worktree_create ROLE [BRANCH] [BASE]   make it; prints its path
  worktree_list                          all worktrees as JSON
  worktree_status ROLE                   {exists, path, branch, clean, uncommitted_changes, ahead, behind} as JSON
  worktree_cleanup ROLE [FORCE]          remove it; refuses when work would be lost, unless FORCE is true
  worktree_sync ROLE                     merge what is new in its base
EOF
}

worktree_create() {
  local role=${1:-} branch=${2:-} base=${3:-}
  workflow_cli worktree create ${branch:+--branch="$branch"} ${base:+--base="$base"} -- "$role"
}

worktree_list() { workflow_cli worktree list --json; }

worktree_status() { workflow_cli worktree status --json -- "$@"; }

# FORCE: true, yes, 1, force or --force. What would be lost goes into a backup first.
worktree_cleanup() {
  local role=${1:-} force=${2:-}
  case $force in
    true | yes | 1 | force | --force) workflow_cli worktree cleanup --force --yes -- "$role" ;;
    *) workflow_cli worktree cleanup -- "$role" ;;
  esac
}

worktree_sync() { workflow_cli worktree sync -- "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main worktree "$@"; fi
