import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryWith, stage, writeProgram } from '../../support/gate-repository.js';
import { git } from '../../support/git.js';
import { addHusky, assertFires, doctor, installed, run, runGit, strict } from '../../support/real-commits.js';

describe('workflow tdd doctor', () => {
  it('leaves nothing behind, whatever it finds', () => {
    const folder = installed(repositoryWith(strict));
    writeFileSync(join(folder, 'open.txt'), 'not committed\n');
    git(folder, 'add', 'open.txt');
    const look = (): unknown => [git(folder, 'status', '--porcelain'), git(folder, 'for-each-ref'), git(folder, 'reflog'), git(folder, 'count-objects'), git(folder, 'worktree', 'list')];
    const before = look();
    assertFires(folder);
    writeProgram(join(folder, '.git/hooks/pre-commit'), '#!/bin/sh\nexit 0\n');
    assert.equal(doctor(folder)[0]?.fires, false);
    assert.deepEqual(look(), before);
  });

  it('finds the worktree in which git looks elsewhere for hooks', () => {
    const folder = repositoryWith(strict);
    addHusky(folder);
    installed(folder);
    git(folder, 'add', '-A');
    git(folder, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'husky');
    const linked = join(folder, '..', 'linked');
    git(folder, 'worktree', 'add', '-q', linked);
    const [main, other] = doctor(folder);
    assert.deepEqual([main?.fires, other?.fires], [true, false], 'husky’s folder is not tracked, so it is not in the other tree');
    assert.match(other?.problems.join('\n') ?? '', /git does not run the hook pre-commit here, although it is there/);
    stage(linked, { 'src/c.ts': 'x\n' });
    assert.equal(runGit(linked, 'commit', '-m', 'c').code, 0, 'it is true');
  });

  it('says that no gate is there, without trying', () => {
    const [health] = doctor(repositoryWith({}));
    assert.deepEqual([health?.fires, health?.problems.length], [null, 2]);
  });

  it('says so where hooks are everybody’s', () => {
    const folder = repositoryWith({});
    const config = join(folder, '..', 'config');
    writeFileSync(config, `[core]\n\thooksPath = ${join(folder, '..', 'hooks')}\n`);
    const { code, output } = run(folder, [process.execPath, resolve('dist/cli.js'), 'tdd', 'install-hook'], { GIT_CONFIG_GLOBAL: config });
    assert.equal(code, 2);
    assert.match(output, /^workflow: core\.hooksPath leads to .*, for all your repositories/);
  });
});
