import { maxNameLength, sessionPrefix } from '../layout/names.js';

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['ł', 'l'], ['đ', 'd'], ['ð', 'd'], ['þ', 'th'], ['ı', 'i'],
]);

/**
 * The name of a new session (document 004, decisions 3.11): `WFS-` and the title as a lower-case slug, at most 50 characters with
 * the suffix `-002`, `-003`, … that a name which is taken gets. A title without Latin letters or digits gives
 * `WFS-session-<yyyymmdd>`. `taken` are the names in use, wherever they lie; letter case makes no difference.
 */
export function sessionNameFor(title: string, taken: Iterable<string>, yyyymmdd: string): string {
  const slug = slugOf(title) || `session-${yyyymmdd}`;
  const used = new Set(Array.from(taken, (name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${String(number).padStart(3, '0')}`;
    const name = fit(slug, suffix);
    if (!used.has(name.toLowerCase())) return name;
  }
}

function slugOf(title: string): string {
  return title.toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => spelled.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function fit(slug: string, suffix: string): string {
  const room = maxNameLength - sessionPrefix.length - suffix.length;
  return sessionPrefix + slug.slice(0, room).replace(/-$/, '') + suffix;
}
