// Who may import whom. The tables are the law; the rules below are made from them.
// Patterns are regular expressions on paths from the root.

/** Layer → what it may import at run time. Types (`import type`) have their own table. */
const LAYERS = {
  base: ['base'],
  core: ['base', 'core'],
  node: ['base', 'core', 'node'],
  protocol: ['base', 'protocol'],
  vscode: ['base', 'core', 'node', 'protocol', 'vscode'],
  webview: ['base', 'protocol', 'webview'],
  cli: ['base', 'core', 'node', 'cli'],
};

/** Layers that may know another one's types beyond that. */
const TYPES_OF = { protocol: ['core'], webview: ['core'] };

/** Files of core that a webview may run: pure selectors over the model it is sent. */
const SELECTORS = '^src/core/.*selectors?[.]ts$';

/** Folders of core, lowest first: a folder may import itself, those named here, and the files of core's own top (ports.ts). */
const CORE = {
  text: [],
  layout: ['text'],
  plans: ['text', 'layout'],
  findings: ['text', 'layout', 'plans'],
  sessions: ['text', 'layout', 'plans', 'findings'],
  tasks: ['text', 'layout', 'plans', 'findings'],
  todo: ['text', 'layout', 'plans', 'findings', 'sessions', 'tasks'],
  schema: ['text'],
  specs: ['text', 'layout', 'plans', 'findings', 'schema', 'agents'],
  trust: ['text', 'layout', 'plans', 'findings'],
  versions: ['text', 'layout', 'plans', 'findings', 'schema', 'tasks', 'trust'],
  consent: ['text'],
  actions: [],
  worktrees: ['text', 'layout', 'plans', 'consent'],
  tdd: ['text', 'layout', 'plans', 'findings', 'specs'],
  gate: ['text', 'layout', 'plans', 'findings', 'tdd'],
  agents: ['text', 'layout', 'plans', 'findings'],
  progress: ['text', 'layout', 'plans', 'findings', 'agents', 'specs'],
  parallel: ['text', 'layout', 'plans', 'findings', 'consent', 'agents', 'progress', 'specs'],
  hooks: ['text', 'layout', 'plans', 'findings', 'trust'],
  scaffold: ['text', 'layout', 'plans', 'findings', 'schema', 'specs', 'trust', 'actions', 'hooks'],
  workflow: ['text', 'layout', 'plans', 'findings', 'sessions', 'tasks', 'todo', 'schema', 'specs', 'trust', 'versions', 'parallel', 'agents', 'progress'],
};

/** Vocabularies: files of words that any folder of core may use, because they import no other folder themselves. */
const WORDS = '^src/core/[^/]+/[^/]+-status[.]ts$';

/** Package → the one file (or layer) that may import it. A package that is not here may not be imported by src. */
const DOORS = {
  vscode: '^src/vscode/',
  'jsonc-parser': '^src/core/text/json-text[.]ts$',
  minimatch: '^src/core/text/glob[.]ts$',
  yaml: '^src/core/text/yaml-text[.]ts$',
  '@rgrove/parse-xml': '^src/core/tdd/cobertura[.]ts$',
  commander: '^src/cli/main[.]ts$',
  'simple-git': '^src/node/git/simple-git-door[.]ts$',
};

/** Node's own modules belong to src/node; hosts may only compute: paths, and nonces and hashes. */
const NODE_FOR_HOSTS = '^(node:)?(path|crypto)$';

/** Where programs begin: nobody imports these, and that is right. */
const ENTRIES = ['^src/vscode/extension[.]ts$', '^src/cli/main[.]ts$', '^src/webview/.*main[.]ts$', '^test/', '[.]d[.]ts$'];

const anyOf = (names) => `^src/(${names.join('|')})/`;
const packagePath = (name) => `(^|/)node_modules/(@types/)?${name}(/|$)|^${name}$`;

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import ${allowed.join(', ')} at run time${TYPES_OF[layer] ? `, and types of ${TYPES_OF[layer]} with "import type"` : ''}. Move what is shared down to the layer that may hold it.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^src/',
    pathNot: [anyOf(allowed), ...(layer === 'webview' ? [SELECTORS] : [])],
    ...(TYPES_OF[layer] ? { dependencyTypesNot: ['type-only'] } : {}),
  },
}));

const typeRules = Object.entries(TYPES_OF).map(([layer, extra]) => ({
  name: `layer-${layer}-types`,
  comment: `src/${layer} may know types of ${[...LAYERS[layer], ...extra].join(', ')} only.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: anyOf([...LAYERS[layer], ...extra]) },
}));

const siblingRules = Object.entries(CORE).map(([folder, known]) => ({
  name: `core-${folder}`,
  comment: `src/core/${folder} may know ${known.join(', ') || 'no other folder of core'}. Move what is shared down, or let the caller pass it in.`,
  severity: 'error',
  from: { path: `^src/core/${folder}/` },
  to: { path: '^src/core/[^/]+/', pathNot: [`^src/core/(${[folder, ...known].join('|')})/`, WORDS] },
}));

const doorRules = Object.entries(DOORS).map(([name, door]) => ({
  name: `door-${name}`,
  comment: `Only ${door.replaceAll(/[\^$]/g, '').replaceAll('[.]', '.')} imports "${name}"; use what it exports.`,
  severity: 'error',
  from: { path: '^src/', pathNot: door },
  to: { path: packagePath(name) },
}));

const forbidden = [
  ...layerRules,
  ...typeRules,
  ...siblingRules,
  ...doorRules,
  {
    name: 'core-folder-unknown',
    comment: 'A new folder of core gets its row in the table CORE of .config/dependency-cruiser.cjs: say whom it may know.',
    severity: 'error',
    from: { path: '^src/core/[^/]+/', pathNot: `^src/core/(${Object.keys(CORE).join('|')})/` },
    to: {},
  },
  {
    name: 'core-words',
    comment: 'A vocabulary (…-status.ts) imports nothing, so that every folder of core may use it.',
    severity: 'error',
    from: { path: WORDS },
    to: {},
  },
  {
    name: 'package-without-door',
    comment: 'Each third-party package has one door file: add it to DOORS in .config/dependency-cruiser.cjs, and import it there only.',
    severity: 'error',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'],
      pathNot: Object.keys(DOORS).map(packagePath),
    },
  },
  {
    name: 'no-dev-package-in-src',
    comment: 'src ships: what it imports must be a dependency, not a devDependency.',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: packagePath('vscode') },
  },
  {
    name: 'node-modules-of-node',
    comment: 'Modules of Node belong to src/node (ports implemented). Hosts may import node:path and node:crypto; for the rest, ask for a port.',
    severity: 'error',
    from: { path: '^src/(vscode|cli)/' },
    to: { dependencyTypes: ['core'], pathNot: NODE_FOR_HOSTS },
  },
  {
    name: 'no-node-in-pure-layers',
    comment: 'base, core, protocol and webview run anywhere: no module of Node, not even node:path.',
    severity: 'error',
    from: { path: '^src/(base|core|protocol|webview)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-cycle',
    comment: 'Two files that import each other are one thing: merge them, or move what both need into a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'Nobody imports this file. Use it or delete it.',
    severity: 'error',
    from: { path: '^src/', orphan: true, pathNot: ENTRIES },
    to: {},
  },
  {
    name: 'no-unresolvable',
    comment: 'This import leads nowhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^vscode$' },
  },
  {
    name: 'no-test-in-src',
    comment: 'src never imports from test.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^test/' },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    // Written ^dist, since dist alone would also hide the dist folders of packages.
    exclude: { path: ['^dist/', '^out/', '^coverage/', '^test/(cases|sample|spec-cases|schema-cases|version-cases)/', '/fixtures/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
