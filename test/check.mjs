// The static checks, each counted as one test. Started by run.mjs; the commands are scripts of package.json.
import { spawnSync } from 'node:child_process';

const scripts = { types: 'the types fit', lint: 'the code keeps the house rules', 'lint:law': 'the layers keep the import law', unused: 'nothing is unused' };
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [script, title] of Object.entries(scripts)) {
  const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' });
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  console.log(`  ${status === 0 ? '✔' : '✖'} ${title} (npm run ${script})`);
}
process.send?.(counts);
