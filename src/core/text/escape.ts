/**
 * One function per sink. Titles, ids and messages come from files that anybody writes; nothing of them may become markup,
 * a link, a terminal command or a line of its own (quality 2).
 */

/** CSI, OSC and other escape sequences of terminals, so that no parameters stay behind as text. */
const terminalSequence = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const lineBreak = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Invisible characters: controls, formats (bidi, zero-width, tags), lone surrogates; visible format signs of scripts stay. */
const invisible = /(?![\u0600-\u0605\u06dd\u070f\u08e2])[\p{Cc}\p{Cf}\p{Cs}]|[\u115f\u1160\u3164\uffa0]/gu;
/** A zero-width joiner inside an emoji is what makes it one sign. */
const emojiJoiner = /(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})/gu;

/**
 * One line of plain text for labels, notifications and terminals: no control characters, no terminal sequences; bidi and
 * zero-width characters are shown as ‹U+202E› because they are never there by accident.
 */
export function plainLine(text: string): string {
  const oneLine = isPlain(text) ? text : text.replace(terminalSequence, '').replace(lineBreak, ' ');
  return isPlain(oneLine) ? oneLine : oneLine.replace(invisible, (character, offset: number) => shown(character, offset, oneLine));
}

/** Printable ASCII needs no second look, and nearly every title is. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function shown(character: string, offset: number, text: string): string {
  if (character === '\u200d' && joinsEmoji(text, offset)) return character;
  if (/\p{Cc}/u.test(character)) return '';
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

function joinsEmoji(text: string, offset: number): boolean {
  emojiJoiner.lastIndex = Math.max(0, offset);
  return emojiJoiner.exec(text)?.index === offset;
}

/** For Markdown that VS Code renders: the text shows as it is, on one line; no link, image, icon, HTML or emphasis. */
export function escapeMarkdown(text: string): string {
  return plainLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/**
 * For a title in a row of TODO_LIST.md: one line that closes nothing around it. Escapes only what Markdown would act on,
 * so that ordinary titles stay as they were written.
 */
export function escapeTodoTitle(title: string): string {
  return plainLine(title).trim()
    .replace(/[\\`*[\]|<~]|&(?=#|\w+;)/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

const excerptLength = 80;

/** A piece of a file inside of a sentence: one plain line, cut where it gets long. */
export function excerpt(text: string): string {
  const characters = Array.from(plainLine(text.slice(0, 4 * excerptLength)));
  return characters.length > excerptLength ? `${characters.slice(0, excerptLength - 1).join('')}…` : characters.join('');
}
