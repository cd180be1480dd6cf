import assert from 'node:assert/strict';
import { Minimatch } from 'minimatch';
import { planTrustExport, type TrustExport, type TrustExportRequest } from '../../../../src/core/trust/export/plan-trust-export.js';
import { judgeTrust } from '../../../../src/core/trust/judge-trust.js';
import { loadTrust } from '../../../../src/core/trust/load-trust.js';
import { modelText, documentModel } from './document-model.js';

const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };
const state = (text: string): TrustExportRequest['state'] => loadTrust({ kind: 'text', text, stamp });

function exported(target: TrustExport['target'], text: string, more: Partial<TrustExportRequest> & { readonly file?: string } = {}): TrustExport {
  const paths = { vscode: '.vscode/settings.json', claude: '.claude/settings.json', codeowners: '.github/CODEOWNERS' };
  const texts = new Map(more.file === undefined ? [] : [[paths[target], more.file]]);
  const planned = planTrustExport({ state: state(text), ceiling: 'high', targets: [target], owners: [], texts, ...more });
  assert.ok(planned.kind === 'trust-export', planned.kind === 'refusal' ? planned.message : '');
  const [only] = planned.exports;
  assert.ok(only !== undefined);
  return only;
}

function refused(target: TrustExport['target'], text: string, more: Partial<TrustExportRequest> = {}): string {
  const planned = planTrustExport({ state: state(text), ceiling: 'high', targets: [target], owners: [], texts: new Map(), ...more });
  assert.ok(planned.kind === 'refusal');
  return planned.message;
}

const globsOf = ({ after }: TrustExport): Record<string, boolean> => (JSON.parse(after) as { 'chat.tools.edits.autoApprove': Record<string, boolean> })['chat.tools.edits.autoApprove'];

interface Permissions { readonly allow?: string[]; readonly ask?: string[]; readonly deny?: string[] }
const permissionsOf = ({ after }: TrustExport): Permissions => (JSON.parse(after) as { permissions: Permissions }).permissions;

/** As a file system that minds case takes a glob; the words of the exports have no others. */
const means = (glob: string, path: string): boolean => new Minimatch(glob, { dot: true, nobrace: true, noext: true, nonegate: true, nocomment: true }).match(path);

/** VS Code: the last glob that matches decides. */
function approvedByVscode(globs: Readonly<Record<string, boolean>>, path: string): boolean {
  return Object.entries(globs).reduce((approved, [glob, value]) => (means(glob, path) ? value : approved), true);
}

/** Claude Code: deny, then ask, then allow; what nothing names is asked for. */
function approvedByClaude({ allow = [], ask = [] }: Permissions, path: string): boolean {
  const matches = (rules: readonly string[]): boolean => rules.some((rule) => means(rule.slice('Edit(/'.length, -1), path));
  return !matches(ask) && matches(allow);
}

const paths = [
  'a.test.ts', 'A.TEST.TS', 'src/a.test.ts', 'src/auth/a.test.ts', 'src/Auth/a.test.ts', 'src/AUTHORS/x.spec.ts', 'docs/x.md', 'docs/auth/x.md', 'README.md', 'x/readme.md', 'src/x.ts',
  '.env', 'docs/.env.local', 'docs/.ENV', 'app/config/secrets.md', 'Makefile', '.ai/workflow/trust_model.yaml', 'docs/a b.md', 'security/x.test.ts', 'x/mysecurity2/docs/README.md',
];

const models: Readonly<Record<string, string>> = {
  'document 000’s': documentModel,
  'exceptions and demotions': modelText({
    high: '[{pattern: "docs/**", exclude: ["**/*.sql", "docs/a b.md"]}, {pattern: "*.{test,spec}.ts"}, {pattern: "+(a|b).ts"}]', low: '[{pattern: "**/*auth*/**", exclude: ["**/README.md"]}, {pattern: "!(x)secret/**"}]',
    rest: 'overrides: {demote_to_low: ["docs/.env*"], elevate_to_medium: ["docs/auth/**"]}\n',
  }),
  'high by default': modelText({ medium: '[{pattern: "src/**"}]', low: '[{pattern: "**/*auth*/**"}]', rest: 'default_level: high\n' }),
  'no approval at all': documentModel.replace('auto_approve: true', 'auto_approve: false'),
};

describe('exporting the trust model', () => {
  for (const [name, text] of Object.entries(models)) {
    it(`never grants more than the model: ${name}`, () => {
      const judge = judgeTrust(state(text).models);
      const globs = globsOf(exported('vscode', text));
      const permissions = permissionsOf(exported('claude', text));
      for (const path of paths) {
        const { autoApprove } = judge.assess(path);
        if (autoApprove) continue;
        assert.equal(approvedByVscode(globs, path), false, `VS Code: ${path}`);
        assert.equal(approvedByClaude(permissions, path), false, `Claude: ${path}`);
      }
    });
  }

  it('grants what the model grants, in the case it is written in', () => {
    const [globs, permissions] = [globsOf(exported('vscode', documentModel)), permissionsOf(exported('claude', documentModel))];
    for (const path of ['a.test.ts', 'src/a.test.ts', 'docs/x.md', 'README.md', 'x/y/CHANGELOG.md', 'docs/a b.md']) {
      assert.ok(approvedByVscode(globs, path) && approvedByClaude(permissions, path), path);
    }
  });

  it('grants nothing above the ceiling of the person', () => {
    const globs = globsOf(exported('vscode', documentModel, { ceiling: 'medium' }));
    assert.ok(!Object.values(globs).includes(true));
    assert.equal(permissionsOf(exported('claude', documentModel, { ceiling: 'medium' })).allow, undefined);
  });

  it('refuses while the model is broken', () => {
    assert.match(refused('claude', 'version: ['), /cannot be exported while \.ai\/workflow\/trust_model\.yaml is broken/);
  });

  it('makes the folder of a file that is new, and writes only if it still is what was read', () => {
    const planned = planTrustExport({ state: state(documentModel), ceiling: 'high', targets: ['vscode', 'claude'], owners: [], texts: new Map([['.claude/settings.json', '{}']]) });
    assert.ok(planned.kind === 'trust-export');
    assert.deepEqual(planned.plan.steps.map((step) => (step.kind === 'write-text' ? [step.kind, step.path, step.from] : [step.kind])), [
      ['make-directory'], ['write-text', '.vscode/settings.json', null], ['write-text', '.claude/settings.json', '{}']]);
  });

  describe('to VS Code', () => {
    it('keeps every other byte, comments and line ends', () => {
      const file = '// mine\r\n{\r\n\t"editor.tabSize": 3, // three\r\n\t"files.eol": "\\n",\r\n}\r\n';
      const { after } = exported('vscode', documentModel, { file });
      assert.ok(after.startsWith('// mine\r\n{\r\n\t"editor.tabSize": 3, // three\r\n\t"files.eol": "\\n",'), after);
      assert.doesNotMatch(after, /[^\r]\n/);
      assert.match(after, /\r\n\t"chat\.tools\.edits\.autoApprove": \{\r\n\t\t"\*\*\/\*": false,/);
    });

    it('keeps the entries of somebody else, before ours', () => {
      const file = JSON.stringify({ 'chat.tools.edits.autoApprove': { 'mine/**': true, '**/*': true } });
      const globs = globsOf(exported('vscode', documentModel, { file }));
      assert.deepEqual(Object.entries(globs).slice(0, 2), [['**/*', false], ['mine/**', true]]);
    });

    it('changes nothing the second time', () => {
      const first = exported('vscode', documentModel);
      const second = exported('vscode', documentModel, { file: first.after });
      assert.deepEqual([second.after === first.after, second.difference], [true, []]);
    });

    it('leaves a file alone that it cannot read', () => {
      assert.match(refused('vscode', documentModel, { texts: new Map([['.vscode/settings.json', '{\n"a": ,\n}']]) }), /settings\.json cannot be changed: It is no JSON in line 2/);
    });
  });

  describe('to Claude Code', () => {
    it('asks for low and allows high, from the root', () => {
      const { allow, ask } = permissionsOf(exported('claude', documentModel));
      assert.deepEqual(allow, ['Edit(/**/*.test.ts)', 'Edit(/**/*.test.php)', 'Edit(/**/*.spec.ts)', 'Edit(/docs/**)', 'Edit(/**/README.md)', 'Edit(/**/CHANGELOG.md)']);
      assert.equal(ask?.[4], 'Edit(/**/.[eE][nN][vV]*)');
    });

    it('adds to the rules that are there and leaves hooks and the rest alone', () => {
      const file = '{\n    "hooks": {"Stop": []},\n    "permissions": {\n        "deny": ["Read(./.env)"],\n        "allow": [\n            "Bash(npm test)"\n        ]\n    }\n}\n';
      const { after } = exported('claude', documentModel, { file });
      assert.ok(after.startsWith('{\n    "hooks": {"Stop": []},\n    "permissions": {\n        "deny": ["Read(./.env)"],\n        "allow": [\n            "Bash(npm test)",\n            "Edit(/**/*.test.ts)",'), after);
      assert.deepEqual(permissionsOf(exported('claude', documentModel, { file })).deny, ['Read(./.env)']);
      assert.equal(exported('claude', documentModel, { file: after }).after, after);
    });
  });

  describe('to code owners', () => {
    it('gives low trust to the owner of everything, in a marked block at the end', () => {
      const { after } = exported('codeowners', modelText({ low: '[{pattern: "**/auth/**"}, {pattern: ".env*"}, {pattern: "a b.#"}]' }), { file: '* @me @org/all # all\n/x @you\n' });
      assert.equal(after, [
        '* @me @org/all # all', '/x @you', '', '# BEGIN file trust (written by Agent Workflow from .ai/workflow/trust_model.yaml)',
        '/**/auth/** @me @org/all', '/**/Auth/** @me @org/all', '/**/AUTH/** @me @org/all', '/**/.env* @me @org/all', '/**/.Env* @me @org/all', '/**/.ENV* @me @org/all',
        '/**/a\\ b.\\# @me @org/all', '/**/A\\ b.\\# @me @org/all', '/**/A\\ B.\\# @me @org/all', '# END file trust', ''].join('\n'));
    });

    it('replaces its own block and nothing else, and keeps its owners', () => {
      const first = exported('codeowners', documentModel, { owners: ['@org/security'] }).after;
      const around = `# mine\n${first}/after @me\n`;
      const second = exported('codeowners', modelText({ low: '[{pattern: x}]' }), { file: around }).after;
      assert.match(second, /^# mine\n# BEGIN file trust .*\n\/\*\*\/x @org\/security\n\/\*\*\/X @org\/security\n# END file trust\n\/after @me\n$/);
      assert.equal(exported('codeowners', documentModel, { file: first }).after, first);
    });

    it('refuses without an owner, and what is none', () => {
      assert.match(refused('codeowners', documentModel), /name one, for example with --owner @org\/security\.$/);
      assert.match(refused('codeowners', documentModel, { owners: ['bob'] }), /^"bob" is no owner/);
    });

    it('writes where the file is', () => {
      assert.equal(exported('codeowners', documentModel, { texts: new Map([['CODEOWNERS', '* @me\n']]) }).file, 'CODEOWNERS');
    });
  });

  it('reports where the model is only advice', () => {
    const { advisories } = exported('claude', models['exceptions and demotions'] ?? '');
    for (const said of [/^Cannot be written for it .*: "\+\(a\|b\)\.ts"\.$/, /^Cannot be written exactly, .*: "!\(x\)secret\/\*\*"\.$/, /^Loses its exceptions, .*: "\*\*\/\*auth\*\/\*\*"\.$/, /^Is not elevated, .*: "docs\/auth\/\*\*"\.$/, /Bash/]) {
      assert.ok(advisories.some((advisory) => said.test(advisory)), String(said));
    }
    assert.ok(!exported('claude', models['exceptions and demotions'] ?? '').advisories.some((advisory) => advisory.includes('kinds of tasks')));
  });
});
