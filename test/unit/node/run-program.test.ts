import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkflowError } from '../../../src/base/workflow-error.js';
import { programs } from '../../../src/node/run-program.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];

function failsWith(code: string): (error: unknown) => boolean {
  return (error) => isWorkflowError(error) && error.code === code;
}

describe('a program that is run', () => {
  it('answers with its exit code and all that it printed, byte for byte', async () => {
    const outcome = await programs.run(node('process.stdout.write(Buffer.from([0, 255, 10])); process.stderr.write("ärger"); process.exitCode = 7'), { cwd: temporaryFolder() });
    assert.deepEqual([outcome.code, [...outcome.bytes], outcome.stderr], [7, [0, 255, 10], 'ärger']);
  });

  it('gets its arguments as they are, and no shell looks at them', async () => {
    const cwd = temporaryFolder();
    const strange = ['$(touch made)', '; touch made', '`touch made`', 'a b', '"', '', '*'];
    const { stdout } = await programs.run([...node('console.log(JSON.stringify(process.argv.slice(1)))'), '--', ...strange], { cwd });
    assert.deepEqual(JSON.parse(stdout), strange);
    assert.ok(!existsSync(join(cwd, 'made')));
  });

  it('reads what it is given, and an end of input when it is given nothing', async () => {
    const echo = node('process.stdin.pipe(process.stdout)');
    assert.equal((await programs.run(echo, { cwd: temporaryFolder(), input: 'zeile\n' })).stdout, 'zeile\n');
    assert.equal((await programs.run(echo, { cwd: temporaryFolder() })).stdout, '');
  });

  it('tells what it prints while it runs, no character cut in two, and keeps none of it', async () => {
    const pieces: string[] = [];
    const script = 'const all = Buffer.from("aü€😀z"); let at = 0; const next = () => { if (at < all.length) process.stdout.write(all.subarray(at, ++at), () => setImmediate(next)); }; next(); console.error("beside")';
    const { code, stdout, stderr } = await programs.run(node(script), { cwd: temporaryFolder(), onText: (piece) => { pieces.push(piece); } });
    assert.deepEqual([code, pieces.join(''), stdout, stderr], [0, 'aü€😀z', '', 'beside\n']);
    assert.ok(!pieces.join('|').includes('\uFFFD'));
  });

  it('is ended when who listens cannot go on, with his error', async () => {
    const listening = programs.run(node('console.log("x"); setInterval(() => 0, 1000)'), { cwd: temporaryFolder(), onText: () => { throw new Error('not what was asked'); } });
    await assert.rejects(listening, /not what was asked/);
  });

  it('may leave its input unread', async () => {
    assert.equal((await programs.run(node('process.exit(0)'), { cwd: temporaryFolder(), input: 'x'.repeat(1_000_000) })).code, 0);
  });

  it('sees only the environment it is given', async () => {
    const { stdout } = await programs.run(node('console.log(process.env.ONLY, process.env.HOME)'), { cwd: temporaryFolder(), env: { ONLY: 'this' } });
    assert.equal(stdout, 'this undefined\n');
  });

  it('is a failing world when it is not installed, or the folder is gone', async () => {
    await assert.rejects(programs.run(['no-such-program-here'], { cwd: temporaryFolder() }), failsWith('missing-program'));
    await assert.rejects(programs.run(node(''), { cwd: join(temporaryFolder(), 'gone') }), failsWith('missing-program'));
  });

  it('is ended with all that it started when it takes too long, though that holds its output open', async () => {
    const cwd = temporaryFolder();
    const script = 'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit" }); setInterval(() => 0, 1000)';
    await assert.rejects(programs.run(node(script), { cwd, timeoutMs: 300 }), failsWith('timeout'));
  });

  it('is ended when it prints more than it may', async () => {
    await assert.rejects(programs.run(node('setInterval(() => process.stdout.write("x".repeat(10_000)), 1)'), { cwd: temporaryFolder(), maxBytes: 50_000 }), /printed more than 50000 bytes/);
  });

  it('is ended when it is called off, before it begins or later', async () => {
    const cwd = temporaryFolder();
    await assert.rejects(programs.run(node('setInterval(() => 0, 1000)'), { cwd, signal: AbortSignal.abort() }), failsWith('cancelled'));
    const control = new AbortController();
    const running = programs.run(node('console.log(1); setInterval(() => 0, 1000)'), { cwd, signal: control.signal });
    control.abort();
    await assert.rejects(running, failsWith('cancelled'));
  });
});
