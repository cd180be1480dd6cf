const beyondAscii = /[\u0080-\u00ff]/;

/** Whether nothing in bytes (ByteText) is to be decoded: none stands for a part of a character beyond ASCII. */
export function isAscii(text: string): boolean {
  return !beyondAscii.test(text);
}

/** The text of bytes that are given as one character each and are known to be valid UTF-8 (`ReadOutcome.bytes`). */
export function decodeUtf8(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthFrom(bytes.charCodeAt(at));
    text += String.fromCodePoint(codePointAt(bytes, at, length));
    at += length;
  }
  return text;
}

/** How many bytes a character has, by its first one. */
function lengthFrom(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** The first byte carries the highest bits, each following one six more. */
function codePointAt(bytes: string, at: number, length: number): number {
  const first = bytes.charCodeAt(at);
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let next = at + 1; next < at + length; next++) code = (code << 6) | (bytes.charCodeAt(next) & 0x3f);
  return code;
}
