#!/usr/bin/env bash
# find_cli.sh - workflow_cli ARGS…: runs the command "workflow" that all scripts here are wrappers of.
# It is looked for in $WORKFLOW_CLI, then on the PATH, then where "workflow init" was run from (recorded in .git, for this machine only).
# Sourced, it leaves the options of your shell alone.
[[ ${BASH_SOURCE[0]} != "$0" ]] ||
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: source find_cli.sh; workflow_cli ARGS…
       find_cli.sh ARGS…
Runs "workflow ARGS…", wherever it is: $WORKFLOW_CLI (a program, or a cli.js), "workflow" on the PATH, or the one recorded by "workflow init".
EOF
}

_workflow_recorded_cli() {
  local common root
  common=$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null) || common=''
  if [[ -n $common && -f $common/workflow/scaffold/cli ]]; then cat "$common/workflow/scaffold/cli"; return; fi
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
  if [[ -f $root/.workflow/.state/scaffold/cli ]]; then cat "$root/.workflow/.state/scaffold/cli"; fi
}

_workflow_run() {
  local cli=$1
  shift
  case $cli in
    *.js | *.cjs | *.mjs) node "$cli" "$@" ;;
    *) "$cli" "$@" ;;
  esac
}

workflow_cli() {
  local recorded
  if [[ -n ${WORKFLOW_CLI:-} ]]; then
    if [[ ! -f $WORKFLOW_CLI ]] && ! type -P "$WORKFLOW_CLI" >/dev/null; then
      printf 'workflow: $WORKFLOW_CLI names %s, which is not there; correct it, or unset it.\n' "$WORKFLOW_CLI" >&2
      return 3
    fi
    _workflow_run "$WORKFLOW_CLI" "$@"
    return
  fi
  if type -P workflow >/dev/null; then command workflow "$@"; return; fi
  recorded=$(_workflow_recorded_cli)
  if [[ -n $recorded && -f $recorded ]]; then _workflow_run "$recorded" "$@"; return; fi
  echo 'workflow: The command is not installed: install the VS Code extension "Agent Workflow" and run "node <its folder>/dist/cli.js init --scripts" here, put "workflow" on the PATH, or name it in $WORKFLOW_CLI.' >&2
  return 3
}

# For scripts that are run: "<prefix>_<word>" or "<word>" names the function, the rest are its arguments.
workflow_main() {
  local prefix=$1 name=${2:-}
  case $name in
    '' | -h | --help) usage; return 0 ;;
    "$prefix"_*) ;;
    *) name=${prefix}_${name//-/_} ;;
  esac
  if [[ $(type -t "$name") != function ]]; then usage >&2; return 2; fi
  "$name" "${@:3}"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  case ${1:-} in
    '' | -h | --help) usage ;;
    *) workflow_cli "$@" ;;
  esac
fi
