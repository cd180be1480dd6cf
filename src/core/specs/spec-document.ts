import type { Result } from '../../base/result.js';
import { sameValue } from '../../base/same-value.js';
import { checkSchema, type SchemaProblem } from '../schema/check-schema.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { TextEdit } from '../text/text-edit.js';
import { YamlDocument } from '../text/yaml-document.js';
import { parseYaml } from '../text/yaml-text.js';
import { resolved, valueOf, type YamlMark, type YamlNode, type YamlProblem, type YamlSequence, type YamlTree } from '../text/yaml-tree.js';
import { checkRelations } from './check-relations.js';
import { kindOfList, parseEntry, parseHead, pointerOfEntry, type FeatureSpec, type SpecEntry, type SpecHead } from './feature-spec.js';
import type { SpecProblem } from './spec-problem.js';
import { repairsOf } from '../schema/schema-repairs.js';
import { entryRules, specRules } from './spec-rules.js';

/** One entry of a list with what the schema says about it. Made anew only when its own text changed. */
interface Checked {
  readonly entry: SpecEntry;
  readonly problems: readonly SchemaProblem[];
}

/**
 * A spec that somebody types in: what is wrong with it, kept true at a cost that follows the edit. Entries of lists are
 * judged one by one, each by its own part of the schema, which comes to the same as judging the whole; the rules about
 * several entries are asked again only when something they look at changed.
 */
export class SpecDocument {
  readonly #yaml: YamlDocument;
  #lists = new Map<string, readonly Checked[]>();
  #head: SpecHead = parseHead(null);
  #skeleton: readonly SchemaProblem[] = [];
  #relations: readonly SpecProblem[] | null = null;
  #problems: readonly SpecProblem[] | null = null;

  /** `parsed` may come from a worker that read the text. */
  constructor(text: string, parsed: Result<YamlTree, YamlProblem> = parseYaml(text)) {
    this.#yaml = new YamlDocument(text, parsed);
    this.#checkAll();
  }

  get text(): string {
    return this.#yaml.text;
  }

  /** The tree of the text; while the text cannot be read, the one before. `null` when there never was one. */
  get root(): YamlNode | null {
    return this.#yaml.root;
  }

  /** Why the text cannot be read; then this is all there is to say about it. */
  get unreadable(): YamlProblem | null {
    return this.#yaml.problem;
  }

  get head(): SpecHead {
    return this.#head;
  }

  get spec(): FeatureSpec {
    return { head: this.#head, entries: [...this.#lists.values()].flatMap((list) => list.map(({ entry }) => entry)) };
  }

  /** Everything that is wrong, as far as the text can be read: the schema's problems in the order of the file, then the relations'. */
  get problems(): readonly SpecProblem[] {
    this.#relations ??= checkRelations(this.spec);
    this.#problems ??= [...this.#skeleton.map((each) => located(each, [])), ...this.#entryProblems(), ...this.#relations];
    return this.#problems;
  }

  /** Where to show what is said about a pointer. */
  markAt(pointer: JsonPointer, part: 'key' | 'value'): YamlMark {
    return this.#yaml.markAt(pointer, part);
  }

  /** Carries an edit out. `false`: the whole text has to be read again, by `reread`; until then the answers are those of before. */
  edit(change: TextEdit): boolean {
    const pointer = this.#yaml.edit(change);
    if (pointer === null) return false;
    this.#problems = null;
    const [section, name, index] = pointer;
    const list = typeof section === 'string' && typeof name === 'string' ? this.#lists.get(keyOf(section, name)) : undefined;
    if (list !== undefined && typeof index === 'number') this.#checkOne(list, index);
    else this.#checkAll();
    return true;
  }

  /** Reads the whole text; `parsed` may come from a worker. */
  reread(text: string = this.#yaml.text, parsed: Result<YamlTree, YamlProblem> = parseYaml(text)): void {
    this.#yaml.reread(text, parsed);
    if (this.#yaml.problem === null) this.#checkAll();
  }

  #entryProblems(): SpecProblem[] {
    return [...this.#lists.values()].flatMap((list) => list.flatMap(({ entry, problems }) => (
      problems.length === 0 ? [] : problems.map((each) => located(each, pointerOfEntry(entry))))));
  }

  #checkOne(list: readonly Checked[], index: number): void {
    const before = list[index];
    if (before === undefined) return;
    const { entry } = before;
    const checked = checkEntry(entry, this.#yaml.valueAt(pointerOfEntry(entry)));
    if (!sameValue(checked.entry, entry)) this.#relations = null;
    this.#lists.set(keyOf(...entry.list), list.with(index, checked));
  }

  #checkAll(): void {
    this.#problems = null;
    this.#relations = null;
    const { root } = this.#yaml;
    if (root === null) return;
    const lists = listsOf(root);
    this.#lists = new Map(lists.map(({ key, checked }) => [key, checked]));
    const skeleton = skeletonOf(root);
    this.#head = parseHead(skeleton);
    this.#skeleton = checkSchema(specRules, skeleton);
  }
}

function keyOf(section: string, name: string): string {
  return `${section}\n${name}`;
}

function located(problem: SchemaProblem, above: JsonPointer): SpecProblem {
  const { kind, pointer, part, message } = problem;
  return { code: `spec/${kind}`, pointer: [...above, ...pointer], part, message, repairs: repairsOf(problem, above) };
}

function checkEntry(place: Pick<SpecEntry, 'kind' | 'list' | 'index'>, value: unknown): Checked {
  const { kind, list, index } = place;
  return { entry: parseEntry({ kind, list, index }, value), problems: checkSchema(entryRules[kind], value) };
}

interface CheckedList {
  readonly key: string;
  readonly checked: readonly Checked[];
}

function listsOf(root: YamlNode): CheckedList[] {
  return sequencesOf(root).map(({ section, name, sequence }) => {
    const kind = kindOfList(section, name);
    const checked = kind === null ? [] : sequence.items.map(({ node }, index) => checkEntry({ kind, list: [section, name], index }, valueOf(node)));
    return { key: keyOf(section, name), checked };
  });
}

/** The lists whose entries are judged one by one, in the order of the file. */
function sequencesOf(root: YamlNode): { readonly section: string; readonly name: string; readonly sequence: YamlSequence }[] {
  const top = resolved(root);
  if (top.kind !== 'map') return [];
  return top.pairs.flatMap(({ name: section, value }) => {
    const inner = resolved(value);
    if (inner.kind !== 'map') return [];
    return inner.pairs.flatMap((pair) => {
      const sequence = resolved(pair.value);
      return sequence.kind === 'sequence' && kindOfList(section, pair.name) !== null ? [{ section, name: pair.name, sequence }] : [];
    });
  });
}

/** The value of the whole, with nothing in the lists that are judged one by one. */
function skeletonOf(root: YamlNode): unknown {
  const top = resolved(root);
  if (top.kind !== 'map') return valueOf(root);
  return Object.fromEntries(top.pairs.map(({ name, value }) => {
    const inner = resolved(value);
    if (inner.kind !== 'map') return [name, valueOf(inner)];
    const kept = inner.pairs.map((pair) => [pair.name, isList(name, pair.name, pair.value) ? [] : valueOf(pair.value)]);
    return [name, Object.fromEntries(kept)];
  }));
}

function isList(section: string, name: string, value: YamlNode): boolean {
  return kindOfList(section, name) !== null && resolved(value).kind === 'sequence';
}
