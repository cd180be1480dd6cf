import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { findingCodes } from '../../src/core/findings/finding-codes.js';
import { SpecDocument } from '../../src/core/specs/spec-document.js';
import { TextLines } from '../../src/core/text/text-lines.js';
import { sampleSpec } from '../support/sample-spec.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { median, ratioOf, timed, type Measured, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';
import { PeerServer, peerLines, peerService, sameLines } from './yaml-peer.js';

/** A spec of that length with a wrong word, a wrong type and a missing property in it. */
function faultySpec(length: number): string {
  return sampleSpec(length)
    .replace('test_coverage: required', 'test_coverage: perhaps')
    .replace('max_iterations: 10', 'max_iterations: ten')
    .replace(/ {6}done_when: .*\n$/, '');
}

/** Lines of the errors of a document, found as the editor finds what it publishes: repairs are made when somebody asks. */
function errorLines(document: SpecDocument): readonly number[] {
  const lines = new TextLines(document.text);
  return document.problems.filter(({ code }) => findingCodes[code].severity === 'error')
    .map(({ pointer, part }) => lines.range(document.markAt(pointer, part).offset, 0).line);
}

/** A letter typed into a description and taken away again, n times; milliseconds for one keystroke with all that is to be shown. */
function keystrokes(document: SpecDocument, count: number): number {
  const offset = document.text.indexOf('Agents can continue', document.text.length / 4) + 5;
  const times: number[] = [];
  for (let each = 0; each < count; each++) {
    const start = performance.now();
    assert.ok(document.edit(each % 2 === 0 ? { offset, length: 0, text: 'x' } : { offset, length: 1, text: '' }));
    for (const { pointer, part } of document.problems) document.markAt(pointer, part);
    times.push(performance.now() - start);
  }
  return median(times);
}

async function keystrokeRow(length: number): Promise<Measured> {
  const text = faultySpec(length);
  const service = peerService();
  const document = new SpecDocument(text);
  const ratios: number[] = [];
  for (let round = 0; round < 5; round++) {
    const peer = await timed(() => peerLines(service, text));
    const ours = keystrokes(document, 50);
    sameLines(errorLines(document), peer.answer);
    ratios.push(ours / peer.ms);
  }
  return { ratio: median(ratios) };
}

/** Milliseconds that a fresh process says a line of code took. */
function msIn(code: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', `const start = performance.now(); ${code}; console.log(performance.now() - start);`], { encoding: 'utf8', cwd: process.cwd() });
  assert.match(stdout, /^[\d.]+\n$/, stderr);
  return Number(stdout);
}

/** Both as one file, as they would ship. */
function coldFiles(): { readonly validators: string; readonly compiler: string } {
  const folder = temporaryFolder();
  const [validators, compiler] = [join(folder, 'validators.cjs'), join(folder, 'ajv.cjs')];
  const made = spawnSync(process.execPath, ['--input-type=module', '-e', "import { compileValidators } from './.config/validators.mjs'; process.stdout.write(compileValidators());"], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  assert.equal(made.status, 0, made.stderr);
  writeFileSync(validators, transformSync(made.stdout, { format: 'cjs', minify: true }).code);
  buildSync({ stdin: { contents: "export { Ajv2020 } from 'ajv/dist/2020.js';", resolveDir: process.cwd() }, bundle: true, minify: true, platform: 'node', format: 'cjs', outfile: compiler });
  return { validators, compiler };
}

function coldRow(): Measured {
  const { validators, compiler } = coldFiles();
  const judge = (validate: string): string => `const validate = ${validate}; if (validate({}) || validate.errors.length !== 4) throw new Error('judged wrongly')`;
  const ratios: number[] = [];
  for (let round = 0; round < 9; round++) {
    const compile = msIn(judge(`new (require(${JSON.stringify(compiler)}).Ajv2020)({ strict: true, strictRequired: false, allErrors: true }).compile(JSON.parse(require('fs').readFileSync('schemas/feature_spec.json', 'utf8')))`));
    ratios.push(msIn(judge(`require(${JSON.stringify(validators)}).featureSpec`)) / compile);
  }
  return { ratio: median(ratios) };
}

async function publishedRow(): Promise<Measured> {
  const text = faultySpec(3000);
  const document = new SpecDocument(text);
  const server = new PeerServer();
  try {
    sameLines(errorLines(document), await server.open(text));
    const lines = new TextLines(text);
    const offset = text.indexOf('Agents can continue') + 5;
    const { line, column } = lines.range(offset, 0);
    const ratios: number[] = [];
    for (let round = 0; round < 9; round++) {
      const theirs = await timed(() => server.insert(line - 1, column - 1, 'x'));
      const ours = await timed(() => {
        assert.ok(document.edit({ offset, length: 0, text: 'x' }));
        return errorLines(document);
      });
      sameLines(ours.answer, theirs.answer);
      ratios.push(ours.ms / theirs.ms);
    }
    return { ratio: median(ratios) };
  } finally {
    server.dispose();
  }
}

/** Checking specs, whole and while somebody types (G8 to G12). */
const specRows: readonly Row[] = [
  {
    name: 'G8 diagnostics of a 100 KB spec ÷ yaml-language-server, same schema, same errors',
    bound: 0.9,
    measure: () => {
      const text = faultySpec(100_000);
      const service = peerService();
      return ratioOf({ yardstick: () => peerLines(service, text), ours: () => errorLines(new SpecDocument(text)), check: (ours, theirs) => { sameLines(ours, theirs); } });
    },
  },
  { name: 'G9 keystroke in a 100 KB spec ÷ yaml-language-server on it', bound: 0.05, measure: () => keystrokeRow(100_000) },
  { name: 'G9 keystroke in a 1 MB spec ÷ yaml-language-server on it', bound: 0.02, measure: () => keystrokeRow(1_000_000) },
  {
    name: 'G10 keystroke in a 1 MB spec ÷ in a 3 KB spec',
    bound: 12,
    measure: () => {
      const [large, small] = [new SpecDocument(faultySpec(1_000_000)), new SpecDocument(faultySpec(3000))];
      const ratios = Array.from({ length: 9 }, () => keystrokes(large, 50) / keystrokes(small, 50));
      return Promise.resolve({ ratio: median(ratios) });
    },
  },
  { name: 'G11 edit to diagnostics of a 3 KB spec ÷ yaml-language-server over LSP', bound: 0.5, measure: publishedRow },
  { name: 'G12 cold load of the validators ÷ cold ajv compile of the schema', bound: 0.1, measure: () => Promise.resolve(coldRow()) },
];

measureRows(specRows);
