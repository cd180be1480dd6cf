/** How much two lists or texts have in common at their beginning and, beyond that, at their end: items, or UTF-16 units. */
export function commonEnds<Item>(one: ArrayLike<Item>, other: ArrayLike<Item>): { readonly begin: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length);
  let [begin, end] = [0, 0];
  while (begin < shorter && one[begin] === other[begin]) begin += 1;
  while (end < shorter - begin && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { begin, end };
}
