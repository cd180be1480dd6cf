#!/bin/sh
# agent-workflow tdd gate
{ # One command to the end, so that of a file that is cut off nothing is run, and git gets an error.
# Judges what is about to be committed: the index, not the working tree. Node starts only when there is something to explain.
# "workflow tdd install-hook" wrote this; "workflow tdd uninstall-hook" takes it away and gives back what was here before.

@begin@

if [ -x "$before" ] && [ -z "${WORKFLOW_TDD_PROBE:-}" ]; then "$before" "$@" || exit; fi

if [ "${TDD_SKIP:-}" = true ]; then echo 'tdd: not judged, because TDD_SKIP=true.' >&2; exit 0; fi

if [ -n "${GIT_DIR:-}" ]; then git_dir=$GIT_DIR
elif [ -d .git ]; then git_dir=.git
else git_dir=$(git rev-parse --git-dir) || exit; fi
# It is there while a commit waits for its message to be looked at.
pending=$git_dir/workflow-tdd-pending

run() {
  case $1 in
    *.js | *.cjs | *.mjs) node "$@" ;;
    *) "$@" ;;
  esac
}

# The command "workflow", wherever it is.
ask() {
  if [ -n "${WORKFLOW_CLI:-}" ]; then run "$WORKFLOW_CLI" "$@"; return; fi
  if cli=$(command -v workflow); then run "$cli" "$@"; return; fi
  common=$(git rev-parse --git-common-dir) || return
  cli=
  if [ -f "$common/workflow/tdd/command" ]; then { read -r node; read -r cli; } < "$common/workflow/tdd/command"; fi
  # The extension may have been updated: its folder has the version in its name.
  if [ ! -f "$cli" ]; then
    for newer in "${cli%/agent-workflow.agent-workflow-*}"/agent-workflow.agent-workflow-*/dist/cli.js; do
      if [ -f "$newer" ]; then cli=$newer; fi
    done
  fi
  [ -f "$cli" ] || return 127
  if [ ! -x "$node" ]; then node=node; fi
  ELECTRON_RUN_AS_NODE=1 "$node" "$cli" "$@"
}

# Judges in full and says why. A commit that cannot be judged is not let through.
explain() {
  code=0
  ask tdd pre-commit "$@" >&2 || code=$?
  case $code in
    0 | 1) return "$code" ;;
    127) echo 'tdd: this commit needs a closer look, and the command "workflow" is not to be found: put it on the PATH, name it in $WORKFLOW_CLI, or install the hook again.' >&2 ;;
    *) echo "tdd: this commit could not be judged (exit code $code), so it is not let through." >&2 ;;
  esac
  echo 'tdd: to commit without being judged: TDD_SKIP=true git commit ...' >&2
  return 2
}

# "workflow tdd doctor" tries whether this is run: then both hooks say so, and the second refuses.
probe() {
  [ -n "${WORKFLOW_TDD_PROBE:-}" ] || return 1
  echo "agent-workflow probe $WORKFLOW_TDD_PROBE $hook" >&2
}

if [ "$hook" = commit-msg ]; then
  [ -f "$pending" ] || exit 0
  rm -f -- "$pending"
  probe && exit 1
  explain --message "$1" || exit 1
  exit 0
fi

look() {
  git --no-optional-locks -c core.quotePath=false "$@"
}
# The configuration that counts is that of the main working tree, if there is one; a linked one names the git directory that they share.
root=
if [ -f "$git_dir/commondir" ]; then
  read -r common < "$git_dir/commondir"
  case $common in
    /*) root=$common/../ ;;
    *) root=$git_dir/$common/../ ;;
  esac
fi
judge() {
  root=$root awk '@awk@'
}
tab='	'

# One look at everything: git shows the lines of what may be a test and only names the rest. Out comes nothing, or what has to be looked
# at more closely. What does not end with a tab was not read to its end. Whole ids cost less than finding out how short they can be.
open=$({ look -c core.attributesFile=/dev/stdin diff --cached -U0 --full-index --no-renames --no-relative --no-color --no-ext-diff --no-textconv --ignore-submodules --src-prefix=a/ --dst-prefix=b/ <<'attributes' && echo "$tab"
* -diff
@attributes@
attributes
} | judge) || open=explain

# Does the test that is wanted stand already, in what is not changed?
case $open in
  wanted*) open=$({ printf '%s\n' "$open" && look ls-files && echo "$tab"; } | judge) || open=explain ;;
esac

if [ -f "$pending" ]; then rm -f -- "$pending"; fi
[ -n "$open" ] || exit 0
if ! probe; then
  explain && exit 0
  [ $? -eq 1 ] || exit 1
fi
# Refused, but [skip-tdd] in the message would still let it through, and only commit-msg sees that, if it is all there.
if test "-$can" "$here/commit-msg" && grep -q '^# <<< agent-workflow tdd gate <<<' "$here/commit-msg"; then : > "$pending" && exit 0; fi
exit 1
}
# <<< agent-workflow tdd gate <<<
