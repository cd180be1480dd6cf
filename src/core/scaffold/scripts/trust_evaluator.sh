#!/usr/bin/env bash
# trust_evaluator.sh - how far agents are trusted with files and kinds of tasks, by .ai/workflow/trust_model.yaml.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source trust_evaluator.sh, or trust_evaluator.sh FUNCTION ARGS…
  trust_get_level PATH          high, medium or low
  trust_can_auto_approve PATH   exit 0: an agent may change it without asking; 1: it may not
  trust_get_supervision PATH    minimal, code_review_required or pair_programming
  trust_evaluate_task TYPE      everything about a kind of task, as JSON
EOF
}

trust_get_level() { workflow_cli trust level -- "$@"; }

trust_can_auto_approve() { workflow_cli trust can-auto-approve -- "$@"; }

trust_get_supervision() { workflow_cli trust supervision -- "$@"; }

trust_evaluate_task() { workflow_cli trust task --json -- "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main trust "$@"; fi
