import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSessionFile } from '../../../src/core/sessions/parse-session-file.js';
import { renderSessionFile } from '../../../src/core/sessions/templates.js';
import { parseTaskFile } from '../../../src/core/tasks/parse-task-file.js';
import { renderTaskFile } from '../../../src/core/tasks/render-task-file.js';
import { taskStatusWords } from '../../../src/core/tasks/task-status.js';
import { parseJson } from '../../../src/core/text/json-text.js';

type Schema = Readonly<Record<string, unknown>>;
type Name = 'task' | 'session';
const names: readonly Name[] = ['task', 'session'];

const examples = resolve('test/unit/schemas');
const schemaOf = (name: Name): Schema => JSON.parse(readFileSync(resolve('schemas', `${name}.json`), 'utf8')) as Schema;

/** As VS Code reads them: draft-07, with its words for hovers and completions. */
function validatorOf(name: Name): (value: unknown) => readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  ajv.addVocabulary(['enumDescriptions', 'defaultSnippets']);
  const validate = ajv.compile(schemaOf(name));
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`));
}

/** Every schema below a schema, with the pointer to it. */
function partsOf(schema: Schema, pointer = ''): readonly (readonly [string, Schema])[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([key, part]) => partsOf(part, `${pointer}/${key}`));
  const items = schema.items === undefined ? [] : partsOf(schema.items as Schema, `${pointer}/*`);
  return [[pointer, schema], ...properties, ...items];
}

/** The texts of a kind of file in all golden cases. */
function goldenTexts(name: Name): readonly string[] {
  const isOurs = name === 'task' ? /[/\\]\.task[/\\][^/\\]+\.json$/ : /[/\\]workflow-session\.json$/;
  return readdirSync(resolve('test/cases'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isOurs.test(join(entry.parentPath, entry.name)))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function saysNothing(name: Name, text: string): boolean {
  const outcome = { kind: 'text', text } as const;
  const file = name === 'task' ? parseTaskFile('.workflow/WFS-x/.task/IMPL-1.json', outcome) : parseSessionFile('.workflow/WFS-x/workflow-session.json', outcome);
  return file.findings.every(({ code }) => code === 'task/id-file-mismatch' || code === 'session/id-mismatch');
}

describe('the schemas of task and session files', () => {
  for (const name of names) {
    it(`${name}: is one that VS Code understands fully, and strict ajv accepts`, () => {
      assert.equal(schemaOf(name).$schema, 'http://json-schema.org/draft-07/schema#');
      assert.deepEqual(validatorOf(name)({}), []);
    });

    it(`${name}: explains every field in a hover`, () => {
      for (const [pointer, part] of partsOf(schemaOf(name))) assert.ok(typeof part.description === 'string' && part.description.endsWith('.'), pointer);
    });

    for (const file of readdirSync(join(examples, 'valid')).filter((each) => each.startsWith(name))) {
      it(`${name}: accepts ${file}, and so do our own checks`, () => {
        const text = readFileSync(join(examples, 'valid', file), 'utf8');
        assert.deepEqual(validatorOf(name)(JSON.parse(text)), []);
        assert.ok(saysNothing(name, text));
      });
    }

    for (const file of readdirSync(join(examples, 'invalid')).filter((each) => each.startsWith(name))) {
      it(`${name}: refuses ${file} where its "$comment" says, and our own checks leave that to it`, () => {
        const text = readFileSync(join(examples, 'invalid', file), 'utf8');
        const value = JSON.parse(text) as Schema;
        assert.deepEqual(validatorOf(name)(value), value.$comment);
        assert.ok(saysNothing(name, text));
      });
    }

    it(`${name}: reports nothing that our own checks report: no golden case is invalid, however wrong`, () => {
      const validate = validatorOf(name);
      for (const text of goldenTexts(name)) {
        const parsed = parseJson(text);
        if (parsed.ok) assert.deepEqual(validate(parsed.value), [], text);
      }
    });
  }

  it('task: suggests the status words that we read, and no others', () => {
    const { status } = schemaOf('task').properties as Readonly<Record<string, { readonly anyOf: readonly [{ readonly enum: readonly string[]; readonly enumDescriptions: readonly string[] }] }>>;
    const [suggested] = status?.anyOf ?? [];
    assert.deepEqual([...suggested?.enum ?? []].sort(), [...taskStatusWords].sort());
    assert.equal(suggested?.enumDescriptions.length, taskStatusWords.length);
  });

  it('accept what we write', () => {
    assert.deepEqual(validatorOf('task')(JSON.parse(renderTaskFile({ id: 'IMPL-1', title: 'One', parent: 'IMPL-2' }))), []);
    assert.deepEqual(validatorOf('session')(JSON.parse(renderSessionFile({ name: 'WFS-x', title: 'X', type: 'simple', status: 'active' }))), []);
  });
});
