// The static checks, each counted as one test. Started by run.mjs; the commands are scripts of package.json.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const scripts = { types: 'the types fit', lint: 'the code keeps the house rules', 'lint:law': 'the layers keep the import law', unused: 'nothing is unused' };

/** Runs a script; what it says is kept together, because all run beside each other. */
async function run([script, title]) {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', env: { ...process.stdout.isTTY && { FORCE_COLOR: '1' }, ...process.env } });
  const ended = new Promise((done, fail) => child.once('error', fail).once('exit', done));
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  console.log(`${said}${complained}  ${code === 0 ? '✔' : '✖'} ${title} (npm run ${script})`);
  return code === 0 ? [] : [`✖ ${title} (npm run ${script})`];
}

const results = await Promise.all(Object.entries(scripts).map(run));
const defects = results.flat();
process.send?.({ passed: results.length - defects.length, failed: defects.length, skipped: 0, defects });
