// An esbuild plugin: whoever imports src/core/schema/validators.js (its types are in validators.d.ts beside it) gets the
// schemas compiled to plain functions while building, so that no schema compiler is in what ships; and the schemas
// themselves, for what they say to people.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const schemas = resolve(import.meta.dirname, '../schemas');

/** Exported function → schema file, and the part of it. validators.d.ts names the same. */
export const validators = {
  featureSpec: ['feature_spec'],
  requirement: ['feature_spec', '#/$defs/requirement'],
  nonFunctional: ['feature_spec', '#/$defs/nfr'],
  specTask: ['feature_spec', '#/$defs/task'],
  internalContract: ['feature_spec', '#/$defs/internal_contract'],
  endpoint: ['feature_spec', '#/$defs/api_contract'],
  apiContract: ['api_contract'],
  taskSpec: ['task_spec'],
  config: ['config'],
  agentFile: ['agent_file'],
  compound: ['compound'],
  trustModel: ['trust_model'],
  version: ['version'],
  taskRun: ['task_run'],
  taskSnapshot: ['task_snapshot'],
  versionIndex: ['version_index'],
};

export const ajvOptions = { strict: true, strictRequired: false, ownProperties: true, $data: false, allErrors: true };

// The only thing that compiled code would fetch from the compiler: characters, not UTF-16 units, count as length.
const lengthOfText = 'const lengthOfText = (text) => [...text].length;\n';
const fetched = /require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g;

const camelCase = file => file.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());

const forPeople = new Set(['title', 'description', 'examples', 'default', '$comment']);

/** What a validator needs of a schema. A property may be called as a keyword is: below `properties` nothing is left out. */
function withoutWords(node, isSchema = true) {
  if (Array.isArray(node)) return node.map(each => withoutWords(each));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => !isSchema || !forPeople.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutWords(value, !isSchema || (key !== 'properties' && key !== '$defs'))]));
}

export function compileValidators() {
  const ajv = new Ajv2020({ ...ajvOptions, messages: false, code: { source: true, esm: true, lines: false } });
  // No schema of ours asks for what was not evaluated; keeping account of it costs time, and keeps what nobody uses in every bundle.
  ajv.opts.unevaluated = false;
  const files = [...new Set(Object.values(validators).map(([file]) => file))];
  const texts = new Map(files.map(file => [file, JSON.parse(readFileSync(join(schemas, `${file}.json`), 'utf8'))]));
  const ids = new Map([...texts].map(([file, schema]) => { ajv.addSchema(withoutWords(schema)); return [file, schema.$id]; }));
  const exported = Object.fromEntries(Object.entries(validators).map(([name, [file, part = '']]) => [name, `${ids.get(file)}${part}`]));
  const code = standaloneCode(ajv, exported).replace(fetched, 'lengthOfText');
  if (code.includes('require(')) throw new Error('The compiled validators fetch something that would not be there.');
  const words = [...texts].map(([file, schema]) => `export const ${camelCase(file)}Schema = ${JSON.stringify(schema)};\n`);
  return lengthOfText + words.join('') + code;
}

export const validatorsPlugin = {
  name: 'validators',
  setup(build) {
    build.onResolve({ filter: /\/validators\.js$/ }, ({ path, resolveDir }) => (
      resolve(resolveDir, path) === resolve(schemas, '../src/core/schema/validators.js') ? { path, namespace: 'validators' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'validators' }, () => ({
      contents: compileValidators(), loader: 'js', watchFiles: [...new Set(Object.values(validators).map(([file]) => join(schemas, `${file}.json`)))] }));
  },
};
