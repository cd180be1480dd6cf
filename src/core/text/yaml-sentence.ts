/** The library's words where they help; plainer ones for what people meet most. */
const plainWords: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab stands where YAML allows only spaces; indent with spaces.',
  BAD_INDENT: 'The indentation fits nothing above it; align the line with its neighbours.',
  MULTILINE_IMPLICIT_KEY: 'A key has to end on its line with a colon; add ":" after the key, or quote the text.',
  BLOCK_AS_IMPLICIT_KEY: 'A ": " stands inside a text without quotes; align the line with its neighbours, or put the text in quotes.',
};

/** Says a problem that the library named by a code, in a sentence. */
export function syntaxSentence(code: string, message: string): string {
  const known = plainWords[code];
  if (known !== undefined) return known;
  const [first = ''] = message.split('\n', 1);
  return `${first.replace('"quote', 'quote').replace(/[.:]?$/, '')}.`;
}
