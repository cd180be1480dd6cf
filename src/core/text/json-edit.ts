import type { JsonPointer } from './json-pointer.js';

/** One change inside a JSON document. `append` adds to the array at the pointer and makes the array if it is absent. */
export type JsonEdit =
  | { readonly kind: 'set'; readonly pointer: JsonPointer; readonly value: unknown }
  | { readonly kind: 'remove'; readonly pointer: JsonPointer }
  | { readonly kind: 'append'; readonly pointer: JsonPointer; readonly value: unknown };
