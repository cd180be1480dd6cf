import { completeBySchema, type Completion } from '../schema/schema-language.js';
import { featureSpecSchema } from '../schema/validators.js';
import { lineContextAt, type LineContext } from '../text/line-context.js';
import type { FeatureSpec } from './feature-spec.js';
import { freeIds } from './free-id.js';

/** What may be typed at an offset: keys that are not there yet, allowed values, ids of requirements and new ids. */
export function completeSpec(text: string, offset: number, spec: FeatureSpec): readonly Completion[] {
  const context = lineContextAt(text, offset);
  if (context === null) return [];
  if (context.key === 'reference') return referencesFor(context.prefix, spec);
  if (context.key === 'id' && typeof context.path.at(-1) === 'number') return newIdFor(context, spec);
  return completeBySchema(featureSpecSchema, context);
}

/** The last word of what is typed is what is completed, so that several ids may follow each other. */
function referencesFor(prefix: string, { entries }: FeatureSpec): Completion[] {
  const typed = /[\w-]*$/.exec(prefix)?.[0] ?? '';
  return entries.flatMap(({ kind, id, title }) => (
    id !== null && (kind === 'functional' || kind === 'non-functional') ? [{ label: id, kind: 'id' as const, insert: id, length: typed.length, detail: title, isRequired: false }] : []));
}

const firstIds: Readonly<Record<string, string>> = { functional: 'FR-001', non_functional: 'NFR-001', backend: 'BE-001', frontend: 'FE-001', qa: 'QA-001' };

function newIdFor({ path, prefix }: LineContext, { entries }: FeatureSpec): Completion[] {
  const [section, name = ''] = path;
  const like = entries.findLast(({ list, id }) => list[0] === section && list[1] === name && id !== null)?.id ?? firstIds[name];
  if (like === undefined) return [];
  const id = freeIds(entries.flatMap((entry) => entry.id ?? []))(like);
  return [{ label: id, kind: 'id', insert: id, length: prefix.length, detail: '', isRequired: true }];
}
