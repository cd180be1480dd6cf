/**
 * Whether two plain values (of JSON's kind, `undefined` and maps included) say the same. Order counts in arrays and maps,
 * not in objects.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || kindOf(a) !== kindOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  return a instanceof Map && b instanceof Map ? sameList([...a], [...b]) : sameFields(a, b);
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: object): 'list' | 'map' | 'object' {
  if (Array.isArray(value)) return 'list';
  return value instanceof Map ? 'map' : 'object';
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => sameValue(value, b[index]));
}

function sameFields(a: Fields, b: Fields): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameValue(a[key], b[key]) && Object.hasOwn(b, key));
}
