/** A place in the repository that a task names: `file`, `file:function`, `file:lines` or `file:function:lines`. */
export interface TargetFile {
  /** Relative to the state root, `/` separators, never leading out of it. */
  readonly path: string;
  readonly symbol: string | null;
  /** Lines start at 1; the end is at or after the start. */
  readonly lines: { readonly start: number; readonly end: number } | null;
}

const lineRange = /^L?(\d{1,7})(?:\s*-\s*L?(\d{1,7}))?$/;

/**
 * Reads `file:function:lines` (document 004, target_files; decisions 3.16). A remark in parentheses behind the path is
 * ignored, as agents write one often. Absolute paths and paths with `..` name no file of the state root: `null`.
 */
export function parseTargetFile(text: string): TargetFile | null {
  const [rawPath = '', ...rest] = text.replace(/\s+\(.*\)\s*$/, '').trim().split(':');
  const path = rawPath.replaceAll('\\', '/').replace(/^\.\//, '').trim();
  if (!staysInside(path)) return null;
  let target: TargetFile = { path, symbol: null, lines: null };
  for (const part of rest.map((piece) => piece.trim())) {
    const range = lineRange.exec(part);
    if (range) target = { ...target, lines: linesOf(range) };
    else if (part !== '') target = { ...target, symbol: part };
  }
  return target;
}

function staysInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/^[a-z]:?$/i.test(path) && !path.split('/').includes('..');
}

function linesOf(range: RegExpExecArray): { start: number; end: number } {
  const start = Math.max(1, Number(range[1]));
  return { start, end: Math.max(start, Number(range[2] ?? range[1])) };
}
