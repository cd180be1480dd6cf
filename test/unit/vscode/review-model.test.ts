import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../../src/core/specs/project-config.js';
import { judgeTrust } from '../../../src/core/trust/judge-trust.js';
import { loadTrust, recalledTrust } from '../../../src/core/trust/load-trust.js';
import { trustModelPath } from '../../../src/core/trust/trust-model.js';
import type { ReviewRequest } from '../../../src/core/versions/plan-review.js';
import type { CheckName } from '../../../src/core/versions/version.js';
import { noVersions } from '../../../src/core/versions/versions.js';
import { deriveReview, type ReviewPage } from '../../../src/vscode/review/review-model.js';
import type { CheckState, ReviewSource } from '../../../src/vscode/review/review-source.js';
import { bench, done, type Bench } from '../node/versions/version-bench.js';

const builtIn = judgeTrust(loadTrust({ kind: 'missing' }, recalledTrust(null)).models);
const translate: ReviewSource['t'] = (text, ...values) => text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
const file = (path: string): ReviewSource['subject'] => ({ kind: 'file', name: path.split('/').at(-1) ?? '', path });

const plain: ReviewSource = {
  subject: file('src/one.ts'), versions: noVersions, trust: null, judge: builtIn, chosen: null, draftOf: () => null,
  commands: parseConfig('versions:\n  checks:\n    lint: [npm, run, lint]\n').config.versions.checks, stateOf: () => null, readOnly: false, t: translate,
};

async function pageOf(at: Bench, source: Partial<ReviewSource> = {}): Promise<ReviewPage> {
  return deriveReview({ ...plain, versions: await at.desk.load(), ...source });
}

/** Times differ from run to run. */
const withoutTimes = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');

/** One run of IMPL-1 that changes a file and is handed over for review. */
async function reviewed(at: Bench, change: () => void, request?: ReviewRequest): Promise<void> {
  await at.start('IMPL-1');
  change();
  await at.end('IMPL-1', 'review');
  if (request !== undefined) done(await at.desk.review('IMPL-1', undefined, request));
}

const write = (at: Bench, path: string, text: string): void => {
  mkdirSync(join(at.top, path, '..'), { recursive: true });
  writeFileSync(join(at.top, path), text);
};
const needsChanges: ReviewRequest = { decision: 'needs_changes', words: { notes: 'Almost.', issuesFound: ['src/one.ts:1: too short'], suggestions: ['Say why'] } };

describe('The Review view', () => {
  it('says why it shows nothing', () => {
    const notices = (['no-root', 'none', 'elsewhere'] as const).map((kind) => deriveReview({ ...plain, subject: { kind } }).model);
    assert.deepEqual(notices.map(({ notice }) => notice), [
      'Open a folder to see its task runs and reviews.',
      'Open a file to see how far agents are trusted with it, which task runs touched it, and their reviews.',
      'The file in front is in no open folder.',
    ]);
    assert.deepEqual(notices.map((model) => [model.file, model.form, model.runs]), notices.map(() => [null, null, []]));
    assert.match(deriveReview({ ...plain, readOnly: true }).model.notice ?? '', /Restricted Mode/);
  });

  it('shows how far a file is trusted, why, and links to the line that decides', () => {
    const answer = judgeTrust(loadTrust({ kind: 'text', text: 'version: "1.0"\ndefault_level: low\n', stamp: { mtimeNs: 0n, size: 0n, ino: 0n } as never }, recalledTrust(null)).models).assess('src/one.ts');
    const { model, links } = deriveReview({ ...plain, trust: { answer, terms: ['A person reviews.'], trouble: null } });
    assert.deepEqual([model.trust?.label, model.trust?.reason], ['low trust', `${answer.reason} A person reviews.`]);
    assert.equal(model.trust?.rule?.text, `Open the rule: ${trustModelPath}:2`);
    assert.deepEqual(links.target(model.trust.rule.link), { kind: 'line', file: trustModelPath, line: 2 });
  });

  it('has no link where the built-in model decides', () => {
    const { model } = deriveReview({ ...plain, trust: { answer: builtIn.assess('docs/x.md'), terms: [], trouble: 'The model is broken.' } });
    assert.equal(model.trust?.rule, null);
    assert.match(model.trust.reason, /The model is broken\.$/);
  });

  it('shows the runs that touched the file, the latest first, each with what the file was before', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { write(at, 'src/one.ts', 'export const one = 1;\n'); });
    await at.run('IMPL-2', () => { write(at, 'docs/x', 'y\n'); });
    await reviewed(at, () => { write(at, 'src/one.ts', 'export const one = 2;\n'); });
    const { model, links } = await pageOf(at);
    assert.deepEqual(model.runs.map(({ label, note }) => `${label} | ${withoutTimes(note)}`), [
      'IMPL-1 in v001, attempt 2 | waits for review · backend · <time>',
      'IMPL-1 in v001 | completed · backend · <time>',
    ]);
    const [second, first] = model.runs.map(({ diff }) => links.target(diff ?? ''));
    assert.ok(second?.kind === 'diff' && first?.kind === 'diff');
    assert.equal(first.before.path, 'src/one.ts');
    assert.equal((await at.desk.recorder.store.find(first.before.hash ?? ''))?.toString(), 'export {};\n');
    assert.equal((await at.desk.recorder.store.find(second.before.hash ?? ''))?.toString(), 'export const one = 1;\n');
  });

  it('compares nothing that a record was made to lead to, outside of the working tree', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { renameSync(join(at.top, 'src/one.ts'), join(at.top, 'two.ts')); });
    assert.equal(typeof (await pageOf(at)).model.runs[0]?.diff, 'string');
    const record = join(at.top, '.workflow/versions/v001/task_sessions/IMPL-1/session.yml');
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll('two.ts', '../two.ts'));
    assert.equal((await pageOf(at)).model.runs[0]?.diff, null);
  });

  it('chooses the run that waits for a review, else the latest, unless the person chose another', async () => {
    const at = bench();
    await at.run('IMPL-2', () => { write(at, 'src/one.ts', 'a\n'); });
    await reviewed(at, () => { write(at, 'src/one.ts', 'b\n'); });
    await at.run('IMPL-3', () => { write(at, 'src/one.ts', 'c\n'); });
    const { model } = await pageOf(at);
    assert.equal(model.form?.title, 'Review of IMPL-1 in v001');
    const last = model.runs[0]?.id ?? '';
    assert.equal((await pageOf(at, { chosen: last })).model.form?.title, 'Review of IMPL-3 in v001');
    done(await at.desk.review('IMPL-1', undefined, { decision: 'approved', words: {} }));
    assert.equal((await pageOf(at)).model.form?.title, 'Review of IMPL-3 in v001');
    assert.equal((await pageOf(at, { subject: { kind: 'none' }, chosen: last })).model.form?.title, 'Review of IMPL-3 in v001');
  });

  it('offers to start a review only of a run that can be reviewed', async () => {
    const at = bench();
    await at.start('IMPL-1');
    write(at, 'src/one.ts', 'a\n');
    await at.end('IMPL-1', 'review');
    const { form } = (await pageOf(at)).model;
    assert.ok(form);
    assert.deepEqual([form.title, form.isOpen, form.refusal, form.checks], ['Review of IMPL-1 in v001', false, null, []]);
  });

  it('goes on with the next attempt of a task that was sent back', async () => {
    const at = bench();
    await reviewed(at, () => { write(at, 'src/one.ts', 'a\n'); }, needsChanges);
    await at.start('IMPL-1');
    const { form, runs } = (await pageOf(at)).model;
    assert.equal(form?.title, 'Review of IMPL-1 in v001, attempt 2');
    assert.match(form.refusal ?? '', /in_progress, so there is nothing to review/);
    assert.equal((await pageOf(at, { chosen: runs[0]?.id ?? null })).model.form?.refusal, 'A later attempt has taken its place.');
  });

  it('shows an open review with its checks, what they are made by, and what was written', async () => {
    const at = bench();
    await reviewed(at, () => { write(at, 'src/one.ts', 'a\n'); }, { decision: null, words: { checks: { fileExists: 'pass' }, notes: 'So far' } });
    const states: Readonly<Partial<Record<CheckName, CheckState>>> = { lint: { kind: 'running' }, fileExists: { kind: 'made', said: 'twice' } };
    const { form } = (await pageOf(at, { stateOf: (_, check) => states[check] ?? null })).model;
    assert.ok(form);
    assert.deepEqual(form.checks.map(({ name, outcome, canRun, running }) => [name, outcome, canRun, running]), [
      ['file_exists', 'pass', true, false], ['manifest_compliance', 'skip', true, false], ['code_quality', 'skip', false, false],
      ['lint', 'skip', true, true], ['build', 'skip', false, false], ['tests', 'skip', false, false],
    ]);
    assert.deepEqual(form.checks.map(({ note }) => note).slice(0, 4), [
      'What was made is there, what was deleted is gone. · twice', 'Every file is one that the task declares.', 'No command is set: versions.checks.code_quality in config.yaml.', 'Running …',
    ]);
    assert.deepEqual(form.draft, { decision: null, notes: 'So far', issues: '', suggestions: '' });
    const draft = { decision: 'rejected', notes: 'typed', issues: 'a', suggestions: '' } as const;
    assert.deepEqual((await pageOf(at, { draftOf: (run) => (run === form.run ? draft : null) })).model.form?.draft, draft);
  });

  it('lets a run that is completed only be approved, and no more when it is', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { write(at, 'src/one.ts', 'a\n'); });
    const { form } = (await pageOf(at)).model;
    assert.deepEqual(form?.decisions.map(({ decision, disabled }) => [decision, disabled === null]), [['approved', true], ['needs_changes', false], ['rejected', false]]);
    done(await at.desk.review('IMPL-1', undefined, { decision: 'approved', words: {} }));
    assert.equal((await pageOf(at)).model.form?.refusal, 'It is approved.');
  });

  it('says why a run needs a person', async () => {
    const at = bench({ 'src/auth/login.ts': 'one\n', 'docs/x.md': 'x\n' });
    await at.run('IMPL-1', () => { write(at, 'src/auth/login.ts', 'two\n'); });
    await at.run('IMPL-2', () => { write(at, 'docs/x.md', 'y\n'); });
    const of = async (path: string): Promise<string | null> => (await pageOf(at, { subject: file(path) })).model.form?.person ?? null;
    assert.match(await of('src/auth/login.ts') ?? '', /^No agent may approve this: src\/auth\/login\.ts was changed and its trust level is low\./);
    assert.equal(await of('docs/x.md'), null);
  });

  it('shows reviews that were decided, the latest first, and approvals that wait', async () => {
    const at = bench();
    await reviewed(at, () => { write(at, 'src/one.ts', 'a\n'); }, needsChanges);
    await reviewed(at, () => { write(at, 'src/one.ts', 'b\n'); }, { decision: 'approved', words: { notes: 'Good.' } });
    const { model } = await pageOf(at);
    assert.deepEqual(model.earlier.map(({ label, lines }) => [label, ...lines]).sort(), [
      ['IMPL-1 in v001, attempt 2: approved', 'Good.'],
      ['IMPL-1 in v001: needs changes', 'Almost.', 'Issue: src/one.ts:1: too short', 'Suggestion: Say why'],
    ]);
    assert.deepEqual(model.approvals.map(({ id, label }) => [id, label]), [['v001/design', 'Design of v001'], ['v001/implementation', 'Implementation of v001']]);
  });

  it('shows what undid a run, which is not reviewed', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { write(at, 'src/one.ts', 'a\n'); });
    await at.rollBack();
    const { model } = await pageOf(at);
    assert.match(model.runs[0]?.note ?? '', /^undid /);
    assert.match((await pageOf(at, { chosen: model.runs[0]?.id ?? null })).model.form?.refusal ?? '', /^This undid .*; it is not reviewed\.$/);
  });

  it('finds a file that was renamed under its new name, with what it was under the old one', async () => {
    const at = bench({ 'old.ts': 'export const something = 1;\n' });
    await at.run('IMPL-1', () => { renameSync(join(at.top, 'old.ts'), join(at.top, 'new.ts')); });
    const { model, links } = await pageOf(at, { subject: file('new.ts') });
    const link = links.target(model.runs[0]?.diff ?? '');
    assert.ok(link?.kind === 'diff');
    assert.deepEqual([link.path, link.before.path], ['new.ts', 'old.ts']);
  });
});
