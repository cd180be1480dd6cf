import type { GateHook } from './render-hook.js';

/** The lines that call the gate inside of a hook that is somebody's own and tracked by git. */

const first = '# >>> agent-workflow tdd gate >>>';
const last = '# <<< agent-workflow tdd gate <<<';

/** Shells that understand the lines. No first line of that kind: husky runs such hooks with `sh`. */
const shells = /^#!\s*\S*\/(?:env\s+(?:-S\s+)?)?(?:ba|da|a|k|z)?sh\b/;

/** What a hook begins with that was not there before. */
const madeForGate = '#!/bin/sh\n# This file is here for the gate only.\n';

/** `needsMode`: git itself runs the file, so that it has to be executable. */
export function gateBlock(hook: GateHook, needsMode: boolean): string {
  return [
    first,
    '# "workflow tdd install-hook" wrote these lines. In a clone without the gate they do nothing.',
    'workflow_gate=$(git rev-parse --git-common-dir)/workflow/tdd/gate',
    'if [ -f "$workflow_gate" ]; then',
    `  sh "$workflow_gate" ${hook} "$0" ${needsMode ? 'x' : 'f'} "$@" || exit`,
    '  [ -z "${WORKFLOW_TDD_PROBE:-}" ] || exit 0',
    'fi',
    last,
    '',
  ].join('\n');
}

/** Whether a hook calls the gate. */
export function hasBlock(text: string): boolean {
  return blockIn(text) !== null;
}

/** The hook with the block before everything that it does, so that no early end jumps over it; `null` when it is no shell program. */
export function withBlock(text: string | null, block: string): string | null {
  if (text === null) return madeForGate + block;
  const rest = withoutBlock(text);
  if (!rest.startsWith('#!')) return block + rest;
  if (!shells.test(rest)) return null;
  const end = rest.indexOf('\n') + 1;
  return end === 0 ? `${rest}\n${block.trimEnd()}` : rest.slice(0, end) + block + rest.slice(end);
}

/** The hook as it was, every byte; the empty text when there was none. */
export function withoutBlock(text: string): string {
  const block = blockIn(text);
  if (block === null) return text;
  const rest = text.slice(0, block.start) + text.slice(block.end);
  return rest === madeForGate ? '' : rest;
}

function blockIn(text: string): { readonly start: number; readonly end: number } | null {
  const start = text.startsWith(first) ? 0 : text.indexOf(`\n${first}`) + 1;
  if (start === 0 && !text.startsWith(first)) return null;
  const end = text.indexOf(`\n${last}\n`, start);
  if (end >= 0) return { start, end: end + last.length + 2 };
  // Behind a last line that had no end, it has none either.
  return text.endsWith(`\n${last}`) ? { start: start - 1, end: text.length } : null;
}
