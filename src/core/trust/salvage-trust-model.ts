import { defaultTrustModel } from './default-trust-model.js';
import { readPattern } from './path-pattern.js';
import { isTrustLevel, type TrustLevel, type TrustModel, type TrustRule } from './trust-model.js';

/**
 * What the lines of a text that is no YAML (any more) still say of levels: one line, one pattern, below the level named last.
 * It is only used to lower what another model says, so a line that is misread does no harm beyond caution. Empty: nothing.
 */
export function salvageTrustModel(file: string, text: string): readonly TrustModel[] {
  if (text.length > longest) return [];
  const found: Salvaged = { level: null, defaultLevel: null, rules: [] };
  text.split(/\r\n|\r|\n/).forEach((line, index) => { takeLine(found, line, index + 1); });
  const { rules, defaultLevel } = found;
  if (rules.length === 0 && defaultLevel === null) return [];
  return [{ ...defaultTrustModel, file, defaultLevel: defaultLevel ?? 'medium', rules }];
}

interface Salvaged {
  /** The level whose patterns follow. */
  level: TrustLevel | null;
  defaultLevel: TrustLevel | null;
  readonly rules: TrustRule[];
}

function takeLine(found: Salvaged, line: string, number: number): void {
  const [, key = '', value = ''] = /^[\s-]*["']?(\w+)["']?\s*:\s*(.*)$/.exec(line) ?? [];
  const word = bare(value);
  const heading = word === '' ? levelBelow(key) : undefined;
  if (heading !== undefined) found.level = heading;
  if (key === 'default_level' && isTrustLevel(word)) found.defaultLevel = word;
  if (key === 'pattern' && found.level !== null) found.rules.push(...ruleOf(word, found.level, number));
}

/** The level of the patterns below a heading; `null`: they are of no interest; `undefined`: it changes nothing. */
function levelBelow(key: string): TrustLevel | null | undefined {
  if (isTrustLevel(key)) return key;
  if (key === 'elevate_to_medium') return null;
  // Whatever else it may have been: caution does no harm.
  return key === '' || key === 'contexts' ? undefined : 'low';
}

/** Longer texts are not looked through. */
const longest = 1024 * 1024;

function bare(value: string): string {
  const [, , quoted] = /^(["'])(.*?)\1/.exec(value) ?? [];
  return quoted ?? value.replace(/\s+#.*$/, '').replace(/["']/g, '').trim();
}

function ruleOf(word: string, level: TrustLevel, line: number): readonly TrustRule[] {
  const read = readPattern(word);
  if (!read.ok || read.value === '') return [];
  return [{ kind: 'context', level, pattern: read.value, exclude: [], reason: null, origin: { line, pointer: [] } }];
}
