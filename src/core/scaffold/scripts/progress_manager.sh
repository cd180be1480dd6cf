#!/usr/bin/env bash
# progress_manager.sh - the hand-over between the runs of an agent, claude-progress.txt.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source progress_manager.sh, or progress_manager.sh FUNCTION ARGS…
  progress_init FEATURE ROLE            begin a run: makes the file, or goes on with the one that is there
  progress_update TASK STATUS [NOTES]   pending, in_progress, completed, blocked, failed or skipped
  progress_read                         all of it as JSON
  progress_add_note TEXT                a note for the next run
  progress_mark_file PATH               a file that this run changed
  progress_save                         keep a copy in .ai/project/sessions/history
With AGENT_ROLE set, the file of that role where there are several.
EOF
}

progress_init() { workflow_cli progress init -- "$@"; }

progress_update() { workflow_cli progress update -- "$@"; }

progress_read() { workflow_cli progress read --json; }

progress_add_note() { workflow_cli progress note -- "$@"; }

progress_mark_file() { workflow_cli progress file -- "$@"; }

progress_save() { workflow_cli progress save; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main progress "$@"; fi
