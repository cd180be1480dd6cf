#!/usr/bin/env bash
# validator.sh - feature specs: valid, built, their tasks.
# Sourced, it gives functions and leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../scripts/find_cli.sh"

usage() {
  cat <<'EOF'
Usage: source validator.sh, or validator.sh FUNCTION ARGS…
       validator.sh SPEC                      the same as spec_validate SPEC
  spec_validate SPEC                          {valid, errors, warnings} as JSON; exit 1 when it is not valid
  spec_check_compliance SPEC [IMPL_DIR]       {compliant, missing, incomplete, complete} as JSON; exit 1 unless all is built
  spec_generate_tasks SPEC                    its tasks as Markdown
EOF
}

spec_validate() { workflow_cli spec validate --json -- "$@"; }

spec_check_compliance() { workflow_cli spec compliance --json -- "$@"; }

spec_generate_tasks() { workflow_cli spec tasks -- "$@"; }

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  case ${1:-} in
    *.yaml | *.yml) spec_validate "$@" ;;
    *) workflow_main spec "$@" ;;
  esac
fi
