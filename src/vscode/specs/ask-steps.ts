import { QuickInputButtons, l10n, window } from 'vscode';

/** One question of several. `many`: answers one after the other, until an empty one. */
export interface Step {
  readonly prompt: string;
  readonly placeholder: string;
  readonly many: boolean;
  /** What is wrong with an answer, or `null`. */
  readonly check: (answer: string) => string | null;
}

type Answer = { readonly text: string } | 'back' | null;

/** Asks step by step, with *back*; the answers of each step, `null` when the person goes away. */
export async function askSteps(title: string, steps: readonly Step[]): Promise<readonly (readonly string[])[] | null> {
  const answers: string[][] = [];
  let value = '';
  while (answers.length < steps.length || isOpen(steps, answers)) {
    const index = isOpen(steps, answers) ? answers.length - 1 : answers.length;
    const step = steps[index];
    if (step === undefined) break;
    const answer = await askOneStep(step, { title, value, index, total: steps.length, given: answers[index] ?? [] });
    if (answer === null) return null;
    value = answer === 'back' ? takeBack(answers) : '';
    if (answer !== 'back') take(answers, { step, index, text: answer.text });
  }
  return answers.map((all) => all.filter((each) => each !== ''));
}

/** The last step takes more answers: it is one for many and none of them was empty yet. */
function isOpen(steps: readonly Step[], answers: readonly (readonly string[])[]): boolean {
  const last = answers.at(-1);
  return last !== undefined && steps[answers.length - 1]?.many === true && last.at(-1) !== '';
}

function take(answers: string[][], { step, index, text }: { readonly step: Step; readonly index: number; readonly text: string }): void {
  const own = answers[index];
  if (step.many && own !== undefined) own.push(text);
  else answers[index] = [text];
}

/** Takes the last answer up again, so that it can be changed. */
function takeBack(answers: string[][]): string {
  const last = answers.at(-1);
  const text = last?.pop() ?? '';
  if (last?.length === 0) answers.pop();
  // An empty answer ended a list: what came before it is taken up as well.
  return text === '' && answers.length > 0 ? takeBack(answers) : text;
}

interface Shown {
  readonly title: string;
  readonly value: string;
  readonly index: number;
  readonly total: number;
  readonly given: readonly string[];
}

function askOneStep({ prompt, placeholder, many, check }: Step, { title, value, index, total, given }: Shown): Promise<Answer> {
  return new Promise((done) => {
    const box = window.createInputBox();
    const more = given.length === 0 ? l10n.t('one at a time, nothing when there are no more') : l10n.t('{0} so far; nothing when there are no more', given.length);
    Object.assign(box, {
      title, placeholder, value, prompt: many ? `${prompt} (${more})` : prompt, step: index + 1, totalSteps: total, ignoreFocusOut: true,
      buttons: index > 0 || given.length > 0 ? [QuickInputButtons.Back] : [],
    });
    const end = (answer: Answer): void => {
      done(answer);
      box.dispose();
    };
    box.onDidChangeValue(() => { box.validationMessage = ''; });
    box.onDidAccept(() => {
      const text = box.value.trim();
      const wrong = check(text);
      if (wrong === null) end({ text });
      else box.validationMessage = wrong;
    });
    box.onDidTriggerButton(() => { end('back'); });
    box.onDidHide(() => { end(null); });
    box.show();
  });
}
