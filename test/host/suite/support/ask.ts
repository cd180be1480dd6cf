import { commands } from 'vscode';

/**
 * What VS Code answers to a command such as `vscode.executeHoverProvider`. It drops the question, as `Canceled`, when the text changes
 * meanwhile: what was written to the disk reaches an open text late. Then it is asked again; changes end.
 */
export async function answerOf<Answer>(what: string, ...args: readonly unknown[]): Promise<Answer> {
  for (;;) {
    try {
      return await commands.executeCommand<Answer>(what, ...args);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Canceled') throw error;
    }
  }
}

/** The same, asked again until it is good: VS Code drops answers while another extension that has just been started registers a provider. */
export async function ask<Answer>(what: string, isGood: (answer: Answer) => boolean, ...args: readonly unknown[]): Promise<Answer> {
  let answer: Answer | undefined;
  for (let tries = 0; tries < 50; tries++) {
    answer = await answerOf<Answer>(what, ...args);
    if (isGood(answer)) return answer;
  }
  throw new Error(`${what}: ${JSON.stringify(answer)}`);
}
