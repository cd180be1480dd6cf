import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { allParts } from '../../../src/core/workflow/state-parts.js';
import type { WorkflowState } from '../../../src/core/workflow/workflow-state.js';
import { openStore } from '../../support/open-store.js';
import { smallSession, smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

/** Something that people, agents and git do to a state root, and the paths that a watcher would name afterwards. */
type Deed =
  | { readonly do: 'write'; readonly path: string; readonly content: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'link'; readonly path: string }
  | { readonly do: 'make'; readonly path: string };

const homes = ['.workflow', '.workflow/active', '.workflow/archives'];
const sessions = ['.workflow/WFS-a', '.workflow/active/WFS-a', '.workflow/active/WFS-b', '.workflow/archives/WFS-b'];
const inSession = ['.task/IMPL-1.json', '.task/IMPL-2.json', 'workflow-session.json', 'TODO_LIST.md', '.summaries/IMPL-1.md'];
const specs = ['.ai/project/features/a/spec.yaml', '.ai/project/features/b/spec.yaml', '.ai/project/config.yaml'];
const files = [...specs, ...sessions.flatMap((session) => inSession.map((file) => `${session}/${file}`)), '.workflow/.active-WFS-a', '.workflow/.active-WFS-b'];
const directories = ['.ai', '.ai/project', '.ai/project/features', '.ai/project/features/a', ...homes, ...sessions, ...sessions.flatMap((session) => [`${session}/.task`, `${session}/.summaries`])];

const content = fc.oneof(
  fc.constantFrom('pending', 'active', 'completed', 'strange').map((status) => smallTask('IMPL-1', { status })),
  fc.constantFrom('IMPL-1', 'IMPL-2', 'IMPL-1.1').map((id) => smallTask(id, { context: { depends_on: ['IMPL-2'] } })),
  fc.constantFrom('active', 'paused').map((status) => smallSession('WFS-a', status)),
  fc.constantFrom('feature: {id: a, status: planning}\n', 'specs: {validation: x}\n', 'a: "'),
  fc.constantFrom('', '{', '- [x] **IMPL-1**: One\n'),
);

const file = fc.constantFrom(...files);
const directory = fc.constantFrom(...directories);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), path: file, content }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), path: fc.oneof(file, directory) }) },
  { weight: 2, arbitrary: fc.oneof(fc.record({ do: fc.constant('rename' as const), path: file, to: file }), fc.record({ do: fc.constant('rename' as const), path: directory, to: directory })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('link' as const), path: fc.oneof(file, directory) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('make' as const), path: fc.oneof(file, directory) }) },
);

/** Does it if the disk allows it, and answers with what a watcher would name: the topmost thing that came or went. */
function carryOut(root: string, deed: Deed): readonly string[] {
  const target = deed.do === 'rename' ? deed.to : deed.path;
  const named = [deed.path, firstMissing(root, target)];
  try {
    if (deed.do !== 'remove') mkdirSync(dirname(join(root, target)), { recursive: true });
    if (deed.do === 'write') writeFileSync(join(root, deed.path), deed.content);
    if (deed.do === 'remove') rmSync(join(root, deed.path), { recursive: true });
    if (deed.do === 'rename') renameSync(join(root, deed.path), join(root, deed.to));
    if (deed.do === 'link') symlinkSync('.workflow', join(root, deed.path));
    if (deed.do === 'make') mkdirSync(join(root, deed.path));
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error, String(error));
  }
  return named;
}

/** Two sessions with everything, so that there is something to change from the first deed on. */
function populate(root: string): void {
  for (const session of ['.workflow/WFS-a', '.workflow/active/WFS-b']) {
    writeSmallSession(root, session, ['IMPL-1', 'IMPL-2']);
    writeFiles(root, { [`${session}/TODO_LIST.md`]: '- [ ] **IMPL-1**: One\n', [`${session}/.summaries/IMPL-1.md`]: '' });
  }
}

function firstMissing(root: string, path: string): string {
  const above = dirname(path);
  return above === '.' || existsSync(join(root, above)) ? path : firstMissing(root, above);
}

async function freshly(root: string): Promise<WorkflowState> {
  return openStore(root, allParts).store.refresh();
}

describe('WorkflowStore after any sequence of changes', () => {
  it('has the state that a fresh look at everything has, when every change was hinted', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }), async (rounds) => {
      const root = temporaryFolder();
      populate(root);
      const { store, errors } = openStore(root, allParts);
      await store.refresh();
      for (const round of rounds) {
        const before = store.state;
        const state = await store.refresh(round.flatMap((each) => carryOut(root, each)));
        const fresh = await freshly(root);
        assert.deepEqual({ ...state, revision: 0 }, { ...fresh, revision: 0 });
        assert.ok(state === before || state.revision > before.revision);
      }
      assert.deepEqual(errors, []);
      rmSync(root, { recursive: true });
    }), { numRuns: 60 });
  }).timeout(120_000);

  it('has it also when no change was hinted, after one look at everything', async () => {
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 40 }), async (deeds) => {
      const root = temporaryFolder();
      populate(root);
      const { store } = openStore(root, allParts);
      await store.refresh();
      for (const each of deeds) carryOut(root, each);
      assert.deepEqual({ ...(await store.refresh()), revision: 0 }, { ...(await freshly(root)), revision: 0 });
      rmSync(root, { recursive: true });
    }), { numRuns: 30 });
  }).timeout(120_000);
});
