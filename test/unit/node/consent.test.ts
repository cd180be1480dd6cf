import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedCommand } from '../../../src/core/consent/consent.js';
import { consentDirectory, consentsAt } from '../../../src/node/consent.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const command: AskedCommand = { purpose: 'review.lint', argv: ['npm', 'run', 'lint'], cwd: '/repo', env: {} };

describe('consent', () => {
  it('is not there until the person agrees, and holds for another program afterwards', async () => {
    const directory = join(temporaryFolder(), 'state', 'consents');
    assert.deepEqual(await consentsAt(directory).judge(command), { kind: 'new' });
    await consentsAt(directory).agree(command);
    assert.deepEqual(await consentsAt(directory).judge(command), { kind: 'agreed' });
  });

  it('asks again when the command is another one, and can say what it was', async () => {
    const consents = consentsAt(temporaryFolder());
    await consents.agree(command);
    const other = { ...command, argv: ['npm', 'run', 'lint', '--', '--fix'] };
    assert.deepEqual(await consents.judge(other), { kind: 'changed', before: command });
    await consents.agree(other);
    assert.deepEqual(await consents.judge(other), { kind: 'agreed' });
    assert.equal((await consents.judge(command)).kind, 'changed');
  });

  it('for one place or purpose says nothing about another', async () => {
    const consents = consentsAt(temporaryFolder());
    await consents.agree(command);
    assert.deepEqual(await consents.judge({ ...command, cwd: '/other' }), { kind: 'new' });
    assert.deepEqual(await consents.judge({ ...command, purpose: 'review.build' }), { kind: 'new' });
  });

  it('is for the eyes of the person alone, and a broken file of it is no consent', async () => {
    const directory = temporaryFolder();
    const consents = consentsAt(directory);
    await consents.agree(command);
    const [file = ''] = readdirSync(directory);
    assert.equal(statSync(join(directory, file)).mode & 0o777, 0o600);
    for (const broken of ['', '{', '{"sha256": "x"}', '[]', 'null']) {
      writeFileSync(join(directory, file), broken);
      assert.deepEqual(await consents.judge(command), { kind: 'new' });
    }
  });

  it('lies where the system keeps what programs know, never in a relative place', () => {
    assert.equal(consentDirectory({ XDG_STATE_HOME: '/state' }), '/state/agent-workflow/consents');
    assert.match(consentDirectory({ XDG_STATE_HOME: 'state' }), /^\/.*\.local\/state\/agent-workflow\/consents$/);
  });
});
