#!/bin/sh
# A stand-in for an agent, started in its worktree: stand-in-agent.sh <node> <cli.js>. By its role it asks its person for input,
# gets blocked, or finishes; it hands over by the command line, as agents do.
set -eu
node=$1 cli=$2
workflow() { "$node" "$cli" "$@" >/dev/null; }

echo "I am $AGENT_ROLE on $FEATURE_ID at port $AGENT_PORT in $(pwd)"
workflow progress update "$AGENT_ROLE-1" in_progress

case $AGENT_ROLE in
  asks)
    printf 'Which database? '
    read -r answer
    echo "I take $answer"
    ;;
  blocked)
    workflow progress update "$AGENT_ROLE-1" blocked 'the schema is missing'
    echo 'I am blocked'
    read -r go_on
    workflow progress update "$AGENT_ROLE-1" in_progress
    ;;
  fails)
    echo 'I give up' >&2
    exit 3
    ;;
esac

workflow progress update "$AGENT_ROLE-1" completed
echo 'I am done'
