// The laws of the house that a linter can hold, as data. eslint.config.mjs turns each into a rule `house/<name>`.
//
//   name    the rule; what a person reads beside the message
//   within  globs of the files it holds in
//   except  the door files (and layers) where it does not
//   on      ESTree selectors of what is forbidden, or
//   check   a function (context) => visitor, where a selector cannot say it
//   say     what to do instead. A law without a remedy is not a law.

import { basename } from 'node:path';

const SRC = ['src/**/*.ts'];
const TEST = ['test/**/*.ts'];
const ALL_TS = [...SRC, ...TEST];

const BANNED_WORDS = 'Manager|Service|Helper|Helpers|Util|Utils|Data|Info|Handler|Processor|Impl';
const DECLARED_TYPE = ':matches(ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration)';
const LOCAL_NOT_JS = '[source.value=/^\\./]:not([source.value=/\\.(js|json|yaml|sh|md|txt|awk)$/])';

const kebabCase = (context) => ({
  Program(node) {
    const name = basename(context.filename);
    const stem = name.replace(/(\.(test|spec|child))?\.ts$/, '');
    const banned = new RegExp(`(^|-)(${BANNED_WORDS})$`, 'i').test(stem);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || banned || stem === 'index') {
      context.report({ node, messageId: 'say' });
    }
  },
});

/** An export directly below a documented one (`export type X = (typeof xs)[number]`, overloads) shares its docstring. */
const docstring = (context) => {
  const isDocumented = (node) => {
    const isOwn = context.sourceCode.getCommentsBefore(node).some((c) => c.type === 'Block' && c.value.startsWith('*'));
    if (isOwn) return true;
    const siblings = node.parent.body;
    const above = siblings[siblings.indexOf(node) - 1];
    return above?.loc.end.line === node.loc.start.line - 1 && above.type === node.type && isDocumented(above);
  };
  return {
    'ExportNamedDeclaration[declaration]'(node) {
      if (!isDocumented(node)) context.report({ node: node.declaration, messageId: 'say' });
    },
  };
};

/** @type {{name: string, within: string[], except?: string[], on?: string[], check?: Function, say: string}[]} */
export const laws = [
  // Doors: one place per thing that touches the world.
  {
    name: 'command-door',
    within: SRC,
    except: ['src/vscode/commands/register-commands.ts'],
    on: ['MemberExpression[property.name=/^register(TextEditor)?Command$/]'],
    say: 'Add a row to the command table instead; src/vscode/commands/register-commands.ts registers it in the one wrapper that logs, times and converts errors.',
  },
  {
    name: 'context-key-door',
    within: SRC,
    except: ['src/vscode/context-keys.ts'],
    on: ["Literal[value='setContext']"],
    say: 'Context keys are derived from the state in src/vscode/context-keys.ts; add the key there.',
  },
  {
    name: 'ask-door',
    within: SRC,
    except: ['src/vscode/ask.ts'],
    on: ['MemberExpression[property.name=/^show(Information|Warning|Error)Message$/]'],
    say: 'Talk to the person through src/vscode/ask.ts, the one door for message boxes.',
  },
  {
    name: 'codec-door',
    within: SRC,
    except: ['src/core/text/*.ts', 'src/node/**'],
    on: ["MemberExpression[object.name='JSON'][property.name='parse']"],
    say: 'Parse with a codec (src/core/text): it limits size and depth, refuses __proto__ and gives findings with line and column.',
  },
  {
    name: 'clock-door',
    within: SRC,
    except: ['src/node/clock.ts'],
    on: [
      "MemberExpression[object.name='Date'][property.name='now']",
      "NewExpression[callee.name='Date'][arguments.length=0]",
      "CallExpression[callee.name='Date']",
    ],
    say: 'Take the time from the Time port (src/core/ports.ts; src/node/clock.ts implements it) and pass it in.',
  },
  {
    name: 'chance-door',
    within: SRC,
    except: ['src/node/**'],
    on: ["MemberExpression[object.name='Math'][property.name='random']"],
    say: 'The same input gives the same answer; take chance from a port that src/node implements.',
  },
  {
    name: 'output-door',
    within: SRC,
    except: ['src/cli/output.ts'],
    on: [
      "MemberExpression[object.name='console']",
      "MemberExpression[object.name='process'][property.name=/^(stdout|stderr)$/]",
    ],
    say: 'Write to the Log port, or in the CLI through src/cli/output.ts: standard output is the answer and nothing else.',
  },
  {
    name: 'disk-door',
    within: SRC,
    except: ['src/node/**'],
    on: [
      'ImportDeclaration[source.value=/^(node:)?fs(\\u002fpromises)?$/]',
      "MemberExpression[object.property.name='fs'][property.name=/^(writeFile|delete|rename|copy|createDirectory)$/]",
    ],
    say: 'Read through the Files port; to write, make a Plan and applyPlan it. Only src/node touches the disk.',
  },
  {
    name: 'no-live-html',
    within: ['src/webview/**/*.ts'],
    on: [
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment)$/]',
      "MemberExpression[object.name='document'][property.name=/^write(ln)?$/]",
    ],
    say: 'Build elements and set textContent: titles of tasks are written by anybody and must never be markup.',
  },

  {
    name: 'vscode-by-name',
    within: ['src/vscode/**/*.ts'],
    on: ["ImportDeclaration[source.value='vscode'] > ImportNamespaceSpecifier"],
    say: 'Import from vscode by name: for a namespace the bundler copies the whole API once per file, when the extension starts.',
  },

  // Shape of the code.
  {
    name: 'no-enum',
    within: ALL_TS,
    on: ['TSEnumDeclaration'],
    say: "Use a union of string literals: type Status = 'pending' | 'active'.",
  },
  {
    name: 'no-default-export',
    within: ALL_TS,
    on: ['ExportDefaultDeclaration', "ExportSpecifier[exported.name='default']", 'TSExportAssignment'],
    say: 'Export by name, so that the thing is called the same everywhere.',
  },
  {
    name: 'no-barrel',
    within: ALL_TS,
    on: ['ExportAllDeclaration', 'ExportNamedDeclaration[source]'],
    say: 'No barrels: import from the file that declares it.',
  },
  {
    name: 'no-empty-catch',
    within: ALL_TS,
    on: ['CatchClause[body.body.length=0]'],
    say: 'Say what may fail: turn it into a Finding, a Refusal or a WorkflowError, or log it. Missing and unreadable differ.',
  },
  {
    name: 'no-silent-rejection',
    within: SRC,
    on: [
      "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression[body.type='BlockStatement'][body.body.length=0]",
      "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression[body.name='undefined']",
    ],
    say: 'A rejection is not thrown away: turn it into a Finding, a Refusal or a WorkflowError, or log it.',
  },
  {
    name: 'js-suffix',
    within: ALL_TS,
    on: [
      `ImportDeclaration${LOCAL_NOT_JS}`,
      `ExportNamedDeclaration${LOCAL_NOT_JS}`,
      `ImportExpression${LOCAL_NOT_JS}`,
    ],
    say: "Import files of ours with the .js suffix: './task.js' for task.ts (or .json, .yaml, .sh, .md, .txt, .awk as they are).",
  },
  {
    name: 'file-name',
    within: ALL_TS,
    check: kebabCase,
    say: `Name the file in kebab-case after its main export; not index, and not ending in ${BANNED_WORDS.replaceAll('|', ', ')}.`,
  },
  {
    name: 'type-name',
    within: SRC,
    on: [
      `${DECLARED_TYPE} > Identifier.id[name=/(${BANNED_WORDS})$/]`,
      `${DECLARED_TYPE} > Identifier.id[name=/^I[A-Z][a-z]/]`,
    ],
    say: `Name it after what it is: no I prefix, not ending in ${BANNED_WORDS.replaceAll('|', ', ')}.`,
  },
  {
    name: 'docstring',
    within: ['src/core/**/*.ts', 'src/protocol/**/*.ts'],
    check: docstring,
    say: 'Public declarations of core and protocol have a docstring (/** … */): contract, shapes, units, errors, source document.',
  },
  {
    name: 'protocol-is-data',
    within: ['src/protocol/**/*.ts'],
    on: ['FunctionDeclaration', 'ClassDeclaration', 'ArrowFunctionExpression', 'FunctionExpression'],
    say: 'protocol holds types and constants only; code belongs to core (pure) or to the host that runs it.',
  },

  // Tests.
  {
    name: 'no-only',
    within: [...TEST, 'test/**/*.mjs'],
    on: ['MemberExpression[object.name=/^(it|describe|context|suite|test)$/][property.name=/^(only|skip)$/]'],
    say: 'All tests run; take .only and .skip away (this.skip() with a reason where the platform cannot).',
  },
  {
    name: 'no-sleep',
    within: ['test/unit/**/*.ts'],
    on: [
      "CallExpression[callee.name='setTimeout']",
      "MemberExpression[property.name='setTimeout']",
      'ImportDeclaration[source.value=/^(node:)?timers/]',
    ],
    say: 'No sleeps and no timed tests: wait for the event, or drive the Time port.',
  },
];
