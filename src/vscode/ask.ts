import { l10n, QuickInputButtons, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { plainLine } from '../core/text/escape.js';

/** The one door for talking to the person. Texts from files are made harmless here, whoever asks. */

/** Notifications turn `[text](command:…)` into live links, so what looks like one is taken apart. */
function harmless(text: string): string {
  return text.split('\n').map((line) => plainLine(line).replaceAll('](', '] (')).join('\n');
}

/** A question that must be answered before anything happens. `detail` says exactly what will be done. */
export async function askModal(question: string, detail: string, action: string): Promise<boolean> {
  return await askModalChoice(question, detail, [action]) === action;
}

/** The same with several answers; `null` when the person goes away. */
export async function askModalChoice<Action extends string>(question: string, detail: string, actions: readonly Action[]): Promise<Action | null> {
  return await window.showWarningMessage<Action>(harmless(question), { modal: true, detail: harmless(detail) }, ...actions) ?? null;
}

/** What can be done about what was told. */
export interface Action {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** Something asked for was not done; the message says what, why and the next step. `actions`: that step, at a click. */
export function tellRefusal(message: string, actions: readonly Action[] = []): void {
  void window.showWarningMessage(harmless(message), ...actions.map(({ title }) => title)).then((answer) => actions.find(({ title }) => title === answer)?.run());
}

/** Something failed. The person may look at the log. */
export async function tellFailure(message: string, showLog: () => void): Promise<void> {
  const open = l10n.t('Show Log');
  if ((await window.showErrorMessage(harmless(message), open)) === open) showLog();
}

/** Says what was done, with one thing that can be done about it. */
export async function tellDone(message: string, action?: Action): Promise<void> {
  const answer = await window.showInformationMessage(harmless(message), ...(action === undefined ? [] : [action.title]));
  if (action !== undefined && answer === action.title) await action.run();
}

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** What is wrong with an answer, or `null`. */
  readonly check?: (answer: string) => string | null;
}

/** A line of text that passes the check, trimmed; `null` when the person goes away. */
export async function askText({ title, prompt, value, placeholder, check }: TextQuestion): Promise<string | null> {
  const answer = await window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    ...(value === undefined ? {} : { value }),
    ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
    validateInput: (text) => check?.(text.trim()) ?? null,
  });
  return answer === undefined ? null : answer.trim();
}

export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: string;
  readonly value: Value;
}

function itemOf<Value>({ label, description, detail, icon, value }: Choice<Value>): QuickPickItem & { value: Value } {
  return {
    // `$(name)` in a title would become an icon.
    label: plainLine(label).replaceAll('$(', '$ ('),
    value,
    ...(description === undefined ? {} : { description: plainLine(description).replaceAll('$(', '$ (') }),
    ...(detail === undefined ? {} : { detail: plainLine(detail).replaceAll('$(', '$ (') }),
    ...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
  };
}

/** One of several, or `null`. */
export async function askOne<Value>(title: string, choices: readonly Choice<Value>[]): Promise<Value | null> {
  const picked = await window.showQuickPick(choices.map(itemOf), { title, matchOnDescription: true, matchOnDetail: true });
  return picked === undefined ? null : picked.value;
}

export interface LinesQuestion {
  readonly title: string;
  /** What to type for the n-th line. */
  readonly prompt: (number: number) => string;
}

/** Lines one after the other until an empty one; *back* takes the last one up again. `null` when the person goes away. */
export async function askLines({ title, prompt }: LinesQuestion): Promise<readonly string[] | null> {
  let lines: readonly string[] = [];
  let value = '';
  for (;;) {
    const answer = await askStep({ title, prompt: prompt(lines.length + 1), step: lines.length + 1, value });
    if (answer === null) return null;
    if (answer === '') return lines;
    value = answer === 'back' ? (lines.at(-1) ?? '') : '';
    lines = answer === 'back' ? lines.slice(0, -1) : [...lines, answer.text];
  }
}

type StepAnswer = { readonly text: string } | 'back' | '' | null;

function askStep({ title, prompt, step, value }: { title: string; prompt: string; step: number; value: string }): Promise<StepAnswer> {
  return new Promise((done) => {
    const box = window.createInputBox();
    Object.assign(box, { title, prompt, step, value, ignoreFocusOut: true, buttons: step > 1 ? [QuickInputButtons.Back] : [] });
    const end = (answer: StepAnswer): void => {
      done(answer);
      box.dispose();
    };
    box.onDidAccept(() => {
      const text = box.value.trim();
      end(text === '' ? '' : { text });
    });
    box.onDidTriggerButton(() => end('back'));
    box.onDidHide(() => end(null));
    box.show();
  });
}

export interface LiveQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  /** Called with every change of the text, and once more with `value` when the person goes away. */
  readonly onChange: (text: string) => void;
}

/** A line of text whose effect is seen while typing; going away puts back what was. */
export function askLive({ title, prompt, placeholder, value, onChange }: LiveQuestion): Promise<void> {
  return new Promise((done) => {
    const box = window.createInputBox();
    Object.assign(box, { title, prompt, placeholder, value });
    let isAccepted = false;
    box.onDidChangeValue(onChange);
    box.onDidAccept(() => {
      isAccepted = true;
      box.hide();
    });
    box.onDidHide(() => {
      if (!isAccepted) onChange(value);
      box.dispose();
      done();
    });
    box.show();
  });
}
