// node .config/build.mjs [--production] [--tests] [--watch]
// Bundles what ships into dist/ and, with --tests, the tests into out/. A row of the tables whose files do not exist yet is
// skipped; that a suite is empty is noticed when it is run.
import { context } from 'esbuild';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { validatorsPlugin } from './validators.mjs';

const root = resolve(import.meta.dirname, '..');
// Scripts and templates that we write for others are files of their own, built into the program as text.
const texts = { '.yaml': 'text', '.sh': 'text', '.md': 'text', '.txt': 'text', '.awk': 'text' };
// VS Code hands out its API to 'require' only, so that is what a dynamic import becomes.
const node = { loader: texts, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], mainFields: ['module', 'main'], supported: { 'dynamic-import': false } };
// Packages stay outside test bundles: they are installed beside them.
const testing = { ...node, supported: {}, packages: 'external' };

/**
 * What ships: file under dist/ (without .js) → source. A part that is loaded lazily is a row of its own: whoever imports its source
 * dynamically loads it beside itself, when it is needed. `whole` are those that a row has in itself all the same (the command line
 * has one copy of what writes). `without` are packages that may not get into it: it is read with every start.
 */
const shipped = [
  { to: 'extension', from: 'src/vscode/extension.ts', without: ['yaml', 'minimatch', 'simple-git'], options: node },
  { to: 'later', from: 'src/vscode/later.ts', options: node },
  // Areas of the state (core/workflow/state-parts.ts), for whoever wants to know of them.
  { to: 'state-features', from: 'src/core/specs/feature-area.ts', options: node },
  { to: 'state-handovers', from: 'src/core/progress/handover-area.ts', options: node },
  { to: 'state-versions', from: 'src/core/versions/version-table.ts', options: node },
  { to: 'changes', from: 'src/node/changes.ts', options: node },
  { to: 'cli', from: 'src/cli/main.ts', whole: ['changes'], without: ['yaml', 'minimatch', 'simple-git'], options: { ...node, banner: { js: '#!/usr/bin/env node' } } },
  { to: 'specs', from: 'src/vscode/specs/spec-editor.ts', options: node },
  { to: 'cli-specs', from: 'src/cli/spec-answers.ts', options: node },
  { to: 'trust', from: 'src/vscode/trust/trust-editor.ts', options: node },
  { to: 'hooks', from: 'src/vscode/gate/hook-gestures.ts', options: node },
  { to: 'red-proof', from: 'src/vscode/gate/red-gesture.ts', options: node },
  { to: 'follow-tasks', from: 'src/vscode/versions/follow-tasks.ts', options: node },
  { to: 'agents', from: 'src/vscode/parallel/agents-editor.ts', options: node },
  { to: 'versions', from: 'src/vscode/versions/versions-editor.ts', options: node },
  { to: 'reviews', from: 'src/vscode/review/review-editor.ts', options: node },
  { to: 'cli-trust', from: 'src/cli/trust-answers.ts', options: node },
  { to: 'cli-hooks', from: 'src/cli/hook-answers.ts', options: node },
  { to: 'cli-versions', from: 'src/cli/versions/answers.ts', options: node },
  { to: 'cli-worktrees', from: 'src/cli/worktree-answers.ts', options: node },
  // For what changes a repository.
  { to: 'cli-red', from: 'src/cli/red-answers.ts', options: node },
  { to: 'simple-git', from: 'src/node/git/simple-git-door.ts', options: node },
  { to: 'cli-gate', from: 'src/cli/gate-answers.ts', options: node },
  { to: 'tdd', from: 'src/vscode/tdd/tdd-editor.ts', options: node },
  { to: 'cli-tdd', from: 'src/cli/tdd-answers.ts', options: node },
  { to: 'cli-parallel', from: 'src/cli/parallel-answers.ts', options: node },
  { to: 'cli-claude-hooks', from: 'src/cli/claude-hook-answers.ts', options: node },
  { to: 'cli-agent-files', from: 'src/cli/agent-file-answers.ts', options: node },
  { to: 'open-trust', from: 'src/cli/open-trust.ts', options: node },
  { to: 'cli-progress', from: 'src/cli/progress-answers.ts', options: node },
  { to: 'project-config', from: 'src/core/specs/project-config.ts', options: node },
  { to: 'planned-tasks', from: 'src/core/specs/planned-tasks.ts', options: node },
  { to: 'cli-init', from: 'src/cli/init-answers.ts', options: node },
  { to: 'yaml-worker', from: 'src/node/yaml-worker-main.ts', options: node },
  // Every src/webview/<name>/main.ts becomes dist/webview/<name>.js.
  ...found('src/webview', /^([^/]+)\/main\.ts$/).map(([file, name]) => (
    { to: `webview/${name}`, from: file, options: { platform: 'browser', format: 'iife', target: 'chrome130' } })),
];

/** Tests: folder under out/ → sources. The harness itself is built like a test. */
const tests = [
  { to: 'harness', from: 'test/host', match: /^(node-suite|editor-suite|demo)\.ts$/, options: testing },
  { to: 'unit', from: 'test/unit', match: /\.test\.ts$/, options: testing },
  { to: 'faults', from: 'test/faults', match: /\.(test|child)\.ts$/, options: testing },
  { to: 'bench', from: 'test/bench', match: /\.ts$/, options: testing },
  { to: 'suite', from: 'test/host/suite', match: /(^run|\.test)\.ts$/, options: testing },
  // ES modules with shared chunks, so that all files share the one browser of test/ui/setup.ts.
  { to: 'ui', from: 'test/ui', match: /\.spec\.ts$/, options: { ...testing, format: 'esm', splitting: true, outExtension: { '.js': '.mjs' } } },
];

/** Parts are not bundled into who imports them dynamically, but loaded beside it, when they are needed. */
const lazyParts = (whole = []) => ({
  name: 'lazy-parts',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ kind, path, resolveDir }) => {
      const source = resolve(resolveDir, path).replace(/\.js$/, '.ts');
      const part = kind === 'dynamic-import' && shipped.find(({ to, from }) => !whole.includes(to) && resolve(root, from) === source);
      return part ? { path: `./${part.to}.js`, external: true } : undefined;
    });
  },
});

/** Packages in an output that may not be there. */
function intruders({ inputs }, without = []) {
  return without.filter(name => Object.keys(inputs).some(input => `/${input}`.includes(`/node_modules/${name}/`)));
}

/**
 * 'yaml' has one build for Node, which asks for an environment variable at every token, and one for anywhere: the second is
 * measurably faster, and core runs anywhere.
 */
const pureYaml = {
  name: 'pure-yaml',
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, ({ resolveDir }) => (
      resolveDir.startsWith(join(root, 'src')) ? { path: join(root, 'node_modules/yaml/browser/dist/index.js') } : undefined));
  },
};

/** The matches of a pattern among the files below a folder, as [path from the root, ...groups]. */
function found(folder, pattern) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true }).map(file => file.replaceAll('\\', '/')).sort()
    .flatMap(file => { const match = pattern.exec(file); return match ? [[`${folder}/${file}`, ...match.slice(1)]] : []; });
}

const shippedBundles = production => shipped.filter(({ from }) => existsSync(join(root, from))).map(({ to, from, whole, options }) => ({
  ...options, plugins: [validatorsPlugin, pureYaml, lazyParts(whole)], outdir: 'dist', entryPoints: [{ in: from, out: to }], minify: production, sourcemap: production ? 'external' : true }));

const testBundles = suites => tests.filter(({ to }) => suites.includes(to)).map(({ to, from, match, options }) => ({
  ...options, outdir: `out/${to}`, outbase: from, entryPoints: found(from, match).map(([file]) => file), sourcemap: true }))
  .filter(({ entryPoints }) => entryPoints.length > 0);

/** A stale bundle of a deleted file would ship, or run as a test. */
function removeAllBut(outputs, folders) {
  const fresh = new Set(outputs.map(file => resolve(root, file)));
  for (const folder of folders) {
    for (const [file] of found(folder, /\.(m?js|css)(\.map)?$/)) if (!fresh.has(join(root, file))) rmSync(join(root, file));
  }
}

/**
 * Builds what ships (unless `ship` is false) and the named test bundles; with `watch` goes on whenever a file changes (a new file
 * needs a restart).
 */
export async function build({ ship = true, production = false, suites = [], watch = false } = {}) {
  const bundles = [...(ship ? shippedBundles(production) : []), ...testBundles(suites)];
  const contexts = await Promise.all(bundles.map(options => (
    context({ bundle: true, metafile: true, absWorkingDir: root, plugins: [validatorsPlugin, pureYaml], logLevel: watch ? 'info' : 'warning', ...options }))));
  if (watch) return void await Promise.all(contexts.map(each => each.watch()));
  const results = await Promise.allSettled(contexts.map(each => each.rebuild()));
  await Promise.all(contexts.map(each => each.dispose()));
  // What could not be built is removed too, else its tests would run against yesterday's.
  const outputs = results.flatMap(({ value }) => value ? Object.keys(value.metafile.outputs) : []);
  removeAllBut(outputs, [...(ship ? ['dist'] : []), ...suites.map(to => `out/${to}`)]);
  for (const { to, without } of ship ? shipped : []) {
    const output = results.flatMap(({ value }) => value?.metafile.outputs[`dist/${to}.js`] ?? [])[0];
    const found = output === undefined ? [] : intruders(output, without);
    if (found.length > 0) throw new Error(`dist/${to}.js has ${found.join(' and ')} in it, which it may not load with every start: import what needs them dynamically, as a row of 'shipped'.`);
  }
  if (results.some(({ status }) => status === 'rejected')) throw new Error('The build failed.'); // esbuild has said why
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { production: { type: 'boolean' }, tests: { type: 'boolean' }, watch: { type: 'boolean' } } });
  await build({ production: values.production, suites: values.tests ? tests.map(({ to }) => to) : [], watch: values.watch })
    .catch(error => { console.error(error.message); process.exitCode = 1; });
}
