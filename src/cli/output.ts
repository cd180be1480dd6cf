/**
 * The one door to standard output and standard error. Standard output is the answer and nothing else, written at once;
 * everything else is a line on standard error.
 */

/** What an exit code means; scripts, hooks and CI rely on it. */
export const exitCodes = { fine: 0, no: 1, refused: 2, environment: 3, bug: 70 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export type Style = 'plain' | 'strong' | 'dim' | 'good' | 'warn' | 'bad';

const codes: Readonly<Record<Style, string>> = { plain: '', strong: '1', dim: '2', good: '32', warn: '33', bad: '31' };

/** Colours only on a terminal, and not where NO_COLOR asks for none. */
function coloured(): boolean {
  return process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}

export function paint(text: string, style: Style): string {
  return style === 'plain' || !coloured() ? text : `\u001b[${codes[style]}m${text}\u001b[0m`;
}

/** A reader that has seen enough (`| head`) closes the pipe: no error. */
const readerIsGone = (error: Error): boolean => 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');

/** Writes the answer in one go; rejects when it cannot be written (full disk). `false`: nobody reads any more. */
export async function writeAnswer(text: string): Promise<boolean> {
  if (text === '') return true;
  return new Promise<boolean>((done, fail) => {
    const settle = (error: Error): void => { if (readerIsGone(error)) done(false); else fail(error); };
    process.stdout.once('error', settle);
    process.stdout.write(text, (error) => { if (error) settle(error); else done(true); });
  });
}

/** Whether what is written is seen at once and can be written over. */
export function isScreen(): boolean {
  return process.stdout.isTTY;
}

/** One line about what happens or why not. That standard error itself is gone is nothing anybody could be told. */
export function writeDiagnostic(line: string): void {
  process.stderr.on('error', (error: Error) => { if (!readerIsGone(error)) process.exitCode = exitCodes.environment; });
  process.stderr.write(`${line.trimEnd()}\n`);
}

/** Somebody gives something on standard input, rather than nothing or a person who types. */
export function hasInput(): boolean {
  return !process.stdin.isTTY;
}

/** All of standard input. */
export async function readInput(): Promise<string> {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) text += String(part);
  return text;
}

/** Somebody is there to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks on standard error, so that the answer on standard output stays clean. At the end of the input the answer is empty. */
export async function askLine(question: string): Promise<string> {
  process.stderr.write(`${question} `);
  const line = await new Promise<string>((done) => {
    process.stdin.setEncoding('utf8').once('data', (text) => { done(text.toString()); }).once('end', () => { done(''); });
  });
  process.stdin.pause();
  return line.trim();
}

/** Anything but yes is no. */
export async function askYesNo(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(`${question} [y/N]`));
}
