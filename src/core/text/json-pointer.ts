/** Keys and indexes from a JSON document's root to a value. */
export type JsonPointer = readonly (string | number)[];
