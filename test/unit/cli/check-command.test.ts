import assert from 'node:assert/strict';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, oneSession, sessionFiles, taskText, workflow } from './run-cli.js';

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixable: boolean;
}

const broken = '{\n  "id": "IMPL-4",\n  "title": "Cut o';

function withErrors(): string {
  const folder = oneSession();
  writeFiles(folder, {
    '.workflow/WFS-one/.task/IMPL-4.json': broken,
    '.workflow/WFS-one/.task/IMPL-5.json': taskText('IMPL-5', 'pending', { depends_on: ['IMPL-99'] }),
  });
  return folder;
}

const found = async (folder: string, ...args: readonly string[]): Promise<readonly Found[]> => (
  JSON.parse((await workflow(folder, 'check', '--json', ...args)).stdout) as Found[]);

describe('workflow check', () => {
  it('answers about a file that is missing where it should be', async () => {
    const folder = folderWith({ '.workflow/WFS-one/.task/IMPL-1.json': taskText('IMPL-1') });
    const { code, stdout } = await workflow(folder, 'check', '.workflow/WFS-one/workflow-session.json');
    assert.match(stdout, /session\/missing-file/);
    assert.equal(code, 1);
  });

  it('is fine, and says so, where no error is', async () => {
    const { code, stderr } = await workflow(oneSession(), 'check');
    assert.equal(code, 0);
    assert.match(stderr, /hint|Nothing is wrong/);
    assert.deepEqual(await answerOf(folderWith({}), 'check'), []);
  });

  it('answers with file, line and column of every finding, counted from 1', async () => {
    const findings = await found(withErrors());
    const errors = findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ code, file }) => [code, file]), [
      ['json/syntax', '.workflow/WFS-one/.task/IMPL-4.json'], ['task/unknown-dependency', '.workflow/WFS-one/.task/IMPL-5.json']]);
    assert.equal(errors[0]?.line, 3);
    const line = taskText('IMPL-5', 'pending', { depends_on: ['IMPL-99'] }).split('\n').findIndex((text) => text.includes('IMPL-99')) + 1;
    assert.equal(errors[1]?.line, line);
    for (const finding of findings) {
      assert.deepEqual(Object.keys(finding), ['code', 'severity', 'message', 'file', 'line', 'column', 'endLine', 'endColumn', 'fixable']);
      assert.ok(finding.line >= 1 && finding.column >= 1 && finding.endLine >= finding.line);
    }
  });

  it('ends with exit code 1 only for an error', async () => {
    assert.equal((await workflow(withErrors(), 'check')).code, 1);
    const folder = oneSession();
    writeFiles(folder, { '.workflow/.active-WFS-gone': '', '.workflow/WFS-one/.task/IMPL-4.json': '{"id":"IMPL-4"}' });
    const { code, stdout } = await workflow(folder, 'check');
    assert.match(stdout, /warning/);
    assert.equal(code, 0);
  });

  it('prints one line a finding', async () => {
    const { stdout } = await workflow(withErrors(), 'check');
    assert.match(stdout, /^\.workflow\/WFS-one\/\.task\/IMPL-4\.json:3:\d+ error json\/syntax .+$/m);
    for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^\S.*:\d+:\d+ (error|warning|information|hint) [a-z]+\/[a-z-]+ \S/);
  });

  it('looks only at what is named, from where one stands', async () => {
    const folder = withErrors();
    const files = async (...args: readonly string[]): Promise<readonly string[]> => [...new Set((await found(folder, ...args)).map(({ file }) => file))];
    const four = '.workflow/WFS-one/.task/IMPL-4.json';
    assert.deepEqual(await files(four), [four]);
    assert.deepEqual(await files('-C', '.workflow/..', './.workflow/WFS-one/.task/IMPL-4.json'), [four]);
    assert.ok((await files('.workflow/WFS-one')).length > 1);
    assert.deepEqual(await files('.'), await files());
    writeFiles(folder, sessionFiles('WFS-two', 'paused', { 'IMPL-1': broken }));
    assert.ok((await files('.workflow/WFS-two')).every((file) => file.startsWith('.workflow/WFS-two/')));
  });

  it('refuses a path that is not there or outside, rather than calling it fine', async () => {
    const folder = withErrors();
    assertRefused(await workflow(folder, 'check', '.workflow/WFS-on'), /There is no \.workflow\/WFS-on /);
    assertRefused(await workflow(folder, 'check', temporaryFolder()), /outside/);
  });
});
