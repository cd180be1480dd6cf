// npm start [-- --open --port 8080 --restricted]: the packed extension in a real VS Code in the browser, on a throw-away copy of
// test/sample. Ctrl+C stops everything.
import { build } from '../../.config/build.mjs';
import { pack } from '../../.config/package.mjs';
import { startGroup } from '../child.mjs';

await pack();
await build({ ship: false, suites: ['harness'] });
const demo = startGroup(['out/harness/demo.js', ...process.argv.slice(2)]);
demo.once('exit', code => process.exit(code ?? 1));
// Being stopped (130) is how it ends; npm would call another code than 0 a failure.
process.once('exit', code => { if (code === 130) process.exitCode = 0; });
