import type { FindingCode } from '../../core/findings/finding-codes.js';

/** What is known of another extension that validates YAML, and of a file that is open in both. */
export interface OtherValidator {
  /** It runs, and is set to validate. */
  readonly validates: boolean;
  /** Its setting: address of a schema → glob or globs of the files it is for. A person wrote it. */
  readonly schemas: Readonly<Record<string, unknown>>;
  /** Path of the file, and its first lines. */
  readonly path: string;
  readonly head: string;
}

const syntaxCodes: ReadonlySet<FindingCode> = new Set(['yaml/syntax', 'yaml/duplicate-key']);
const schemaCodes = /^(?:spec|config|compound)\/(?:missing-property|wrong-type|unknown-value|wrong-format|out-of-range|too-few)$/;

/** Our schemas by the names of their files, wherever a copy of them is. */
const ourSchemas = /(?:^|\/)(?:feature_spec|api_contract|task_spec|compound|config)\.json$/;

/**
 * Which findings the other one reports too, so that nothing is reported twice: errors of syntax always, breaches of a schema where
 * it was told of one for this file, by a line in the file itself or by its setting.
 */
export function reportedByOther({ validates, schemas, path, head }: OtherValidator): (code: FindingCode) => boolean {
  if (!validates) return () => false;
  const hasSchema = /^#\s*yaml-language-server\s*:\s*\$schema=/m.test(head) || Object.entries(schemas).some(([name, globs]) => ourSchemas.test(name) && [globs].flat().some((glob) => isFor(glob, path)));
  return (code) => syntaxCodes.has(code) || (hasSchema && schemaCodes.test(code));
}

/** By the last part of the glob, which says enough: `spec.yaml`, `*.yaml`. */
function isFor(glob: unknown, path: string): boolean {
  const [last = '', name = ''] = [typeof glob === 'string' ? glob : '', path].map((each) => each.split('/').at(-1));
  const star = last.lastIndexOf('*');
  return star < 0 ? last === name : name.endsWith(last.slice(star + 1));
}
