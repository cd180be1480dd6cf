import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { schemaAt, type SchemaNode } from '../../../../src/core/schema/schema-node.js';
import * as compiled from '../../../../src/core/schema/validators.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';

const validators = { agent_file: compiled.agentFile, api_contract: compiled.apiContract, compound: compiled.compound, config: compiled.config, feature_spec: compiled.featureSpec, task_spec: compiled.taskSpec,
  version: compiled.version, task_run: compiled.taskRun, task_snapshot: compiled.taskSnapshot, version_index: compiled.versionIndex };
type Name = keyof typeof validators;
const names = Object.keys(validators) as Name[];

const options = { strict: true, strictRequired: false, ownProperties: true, $data: false, allErrors: true } as const;
const schemaOf = (name: string): AnySchemaObject => JSON.parse(readFileSync(join('schemas', `${name}.json`), 'utf8')) as AnySchemaObject;

function valueIn(file: string): unknown {
  const parsed = parseYaml(readFileSync(file, 'utf8'));
  return parsed.ok ? valueOf(parsed.value.root) : undefined;
}

const specs = readdirSync('test/spec-cases').map((name) => valueIn(join('test/spec-cases', name, 'spec.yaml')));

describe('The schemas', () => {
  for (const name of names) {
    const folder = join('test/schema-cases', name);
    for (const file of readdirSync(folder)) {
      it(`${name}: ${file}`, () => {
        assert.equal(validators[name](valueIn(join(folder, file))), file.startsWith('valid'));
      });
    }

    it(`${name} says the same compiled while building as compiled now`, () => {
      const now = new Ajv2020({ ...options, messages: false }).compile(schemaOf(name));
      for (const value of [...readdirSync(folder).map((file) => valueIn(join(folder, file))), ...specs]) {
        assert.equal(validators[name](value), now(value));
        assert.deepEqual(validators[name].errors, now.errors);
      }
    });

    it(`${name} is draft 2020-12, needs no other schema, and describes everything`, () => {
      const schema = schemaOf(name);
      assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
      assert.equal(schema['$id'], `https://workflow.local/schemas/${name}.json`);
      assert.deepEqual(JSON.stringify(schema).match(/"\$ref":"[^#"][^"]*"/g), null);
      assert.deepEqual(undescribed(schema as SchemaNode), []);
    });
  }

  it('feature_spec refuses and accepts what the schema of document 000 does, and the open parts in any form', () => {
    const ofDocument = new Ajv2020(options).compile(JSON.parse(readFileSync('test/schema-cases/feature_spec-of-document-000.json', 'utf8')) as AnySchemaObject);
    const folder = 'test/schema-cases/feature_spec';
    for (const value of [...specs, ...readdirSync(folder).map((file) => valueIn(join(folder, file)))]) assert.equal(compiled.featureSpec(value), ofDocument(value));
  });

  it('an API contract and a task alone are what they are in a spec', () => {
    const definitions = schemaOf('feature_spec')['$defs'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    for (const [file, definition] of [['api_contract', 'api_contract'], ['task_spec', 'task']] as const) {
      const alone = schemaOf(file);
      assert.deepEqual([alone['required'], alone['properties'], alone['type']], [definitions[definition]?.['required'], definitions[definition]?.['properties'], 'object']);
    }
  });

  it('judging entries one by one comes to the same as judging a whole spec', () => {
    for (const name of readdirSync('test/spec-cases')) {
      const document = new SpecDocument(readFileSync(join('test/spec-cases', name, 'spec.yaml'), 'utf8'));
      if (document.unreadable !== null || document.root === null) continue;
      compiled.featureSpec(valueOf(document.root));
      const whole = (compiled.featureSpec.errors ?? []).filter(({ schemaPath }) => !/\/(?:anyOf|not)\//.test(schemaPath)).map(({ instancePath }) => instancePath.replaceAll('~1', '/'));
      const single = document.problems.filter(({ code }) => /missing|wrong|unknown-value|range|few/.test(code)).map(({ pointer }) => pointer.map((step) => `/${step}`).join(''));
      const misspelt = document.problems.filter(({ part, code }) => part === 'key' && code === 'spec/missing-property').length;
      assert.equal(single.length, whole.length, name);
      if (misspelt === 0) assert.deepEqual(single.toSorted(), whole.toSorted(), name);
    }
  });

  it('find what they say about a place through references and choices', () => {
    assert.match(schemaAt(compiled.featureSpecSchema, ['objective', 'summary'])?.node.description ?? '', /goal/);
    assert.match(schemaAt(compiled.featureSpecSchema, ['risks', 3, 'mitigation'])?.node.description ?? '', /done about it/);
    assert.equal(schemaAt(compiled.featureSpecSchema, ['tasks', 'any-role', 0, 'methodology'])?.node.enum?.length, 3);
    assert.equal(schemaAt(compiled.featureSpecSchema, ['nothing', 'here']), null);
  });
});

/** Properties without a description of their own or of what they refer to. */
function undescribed(schema: SchemaNode): string[] {
  const groups: [string, SchemaNode][] = [['', schema], ...Object.entries(schema.$defs ?? {})];
  const walk = (path: string, node: SchemaNode): string[] => Object.entries(node.properties ?? {}).flatMap(([name, inner]) => [
    ...(inner.description === undefined ? [`${path}.${name}`] : []), ...walk(`${path}.${name}`, inner)]);
  return groups.flatMap(([path, node]) => walk(path, node));
}
