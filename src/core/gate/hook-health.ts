import { gateBlock, hasBlock } from './hook-block.js';
import type { HookLayout } from './hook-layout.js';
import { isGate, type HookFile, type HookFiles } from './plan-hooks.js';
import { beforeSuffix, gateHooks, renderGate, type GateHook } from './render-hook.js';

/**
 * How one hook of the gate stands: as it should, of another version, there but not run by git, not there, replaced by somebody else's,
 * or calling a gate that is not there.
 */
export type HookState = 'fine' | 'outdated' | 'not-executable' | 'missing' | 'replaced' | 'no-gate';

/** `gate`: the text of the gate that is called, `null` when there is none. */
export function hookStatesOf(layout: HookLayout, files: HookFiles, gate: string | null): Readonly<Record<GateHook, HookState>> {
  const stateOf = (hook: GateHook): HookState => (layout.kind === 'own' ? ownState(files.get(hook), files.has(hook + beforeSuffix)) : calledState(files.get(hook), gateBlock(hook, layout.needsMode), { gate, needsMode: layout.needsMode }));
  const [judge, message] = gateHooks;
  return { [judge]: stateOf(judge), [message]: stateOf(message) };
}

function ownState(found: HookFile | undefined, hasBefore: boolean): HookState {
  if (found === undefined) return 'missing';
  if (!isGate(found.text)) return hasBefore ? 'replaced' : 'missing';
  if (!found.isExecutable) return 'not-executable';
  return found.text === renderGate('hook') ? 'fine' : 'outdated';
}

function calledState(found: HookFile | undefined, block: string, { gate, needsMode }: { readonly gate: string | null; readonly needsMode: boolean }): HookState {
  if (found === undefined || !hasBlock(found.text)) return 'missing';
  if (needsMode && !found.isExecutable) return 'not-executable';
  if (gate === null) return 'no-gate';
  return found.text.includes(block.trimEnd()) && gate === renderGate('called') ? 'fine' : 'outdated';
}

const install = 'run: workflow tdd install-hook';

/** What is wrong with a hook and what to do, in a sentence; `null`: nothing is. */
export function hookProblem(hook: GateHook, state: HookState): string | null {
  const said: Readonly<Record<HookState, string | null>> = {
    'fine': null,
    'outdated': `The hook ${hook} is the gate of another version; ${install}`,
    'not-executable': `The hook ${hook} is not executable, so git passes over it; ${install}`,
    'missing': `The hook ${hook} has no gate; ${install}`,
    'replaced': `Somebody has replaced the hook ${hook}, so the gate does not run any more; ${install}, which keeps what is there now and runs it, too`,
    'no-gate': `The hook ${hook} calls the gate, which is not there in this clone; ${install}`,
  };
  return said[state];
}

/** What `workflow tdd doctor` tried in a working tree: each hook that said that it was run. */
export function probedHooks(stderr: string, nonce: string): ReadonlySet<GateHook> {
  return new Set(gateHooks.filter((hook) => stderr.split(/\r?\n/).includes(`agent-workflow probe ${nonce} ${hook}`)));
}
