#!/usr/bin/env bash
# tdd_enforcer.sh - tests first, and no test is lost.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source tdd_enforcer.sh, or tdd_enforcer.sh FUNCTION ARGS…
  tdd_check_tests_exist FILE     {has_tests, test_file, expected, coverage} as JSON; exit 1 when it needs a test and has none
  tdd_verify_order FILE          {compliant, test_commit, impl_commit, test_first, reason} as JSON; exit 1 when the test came later
  tdd_check_deletion [COMMIT]    {tests_deleted, deleted_tests} as JSON, of what is staged or of a commit; exit 1 if any
  tdd_pre_commit                 judge what is staged; exit 1 when it must not be committed so
EOF
}

tdd_check_tests_exist() { workflow_cli tdd tests-exist --json -- "$@"; }

tdd_verify_order() { workflow_cli tdd order --json -- "$@"; }

tdd_check_deletion() { workflow_cli tdd deletion --json -- "$@"; }

tdd_pre_commit() { workflow_cli tdd pre-commit "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then workflow_main tdd "$@"; fi
