import { l10n, window } from 'vscode';
import { isWorkflowError } from '../../base/workflow-error.js';
import { Emitter, type Event } from '../../base/event.js';
import type { Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import { plainLine } from '../../core/text/escape.js';
import type { CheckName } from '../../core/versions/version.js';
import { commandOf, runCheck, type Checked, type CommandCheck } from '../../node/versions/review-checks.js';
import { askConsent } from '../ask-consent.js';
import type { CheckState } from './review-source.js';
import { checkLabel } from './review-words.js';

/** A check of a run that its command makes. `run` is unique among all roots. */
export interface WantedCheck {
  readonly run: string;
  readonly name: CommandCheck;
  readonly argv: readonly string[];
  /** The working tree that the run was made in, absolute. */
  readonly top: string;
}

/** Checks that are at work, each at most once, and what those that ended said last. */
export class RunningChecks implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly #running = new Map<string, AbortController>();
  readonly #said = new Map<string, string>();

  constructor(private readonly log: Log) {}

  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  stateOf(run: string, name: CheckName): CheckState | null {
    const key = keyOf(run, name);
    if (this.#running.has(key)) return { kind: 'running' };
    const said = this.#said.get(key);
    return said === undefined ? null : { kind: 'made', said };
  }

  cancel(run: string, name: CheckName): void {
    this.#running.get(keyOf(run, name))?.abort();
  }

  /** Asks the person, runs the command, and answers with what it came to; `null`: it is at work already, was refused or called off. */
  async run(wanted: WantedCheck): Promise<Checked | null> {
    const { run, name, argv, top } = wanted;
    const key = keyOf(run, name);
    const command = commandOf(name, argv, { top });
    if (this.#running.has(key) || !await askConsent(command) || this.#running.has(key)) return null;
    const control = new AbortController();
    this.#running.set(key, control);
    this.#said.delete(key);
    this.#changed.fire(undefined);
    try {
      const title = l10n.t('{0}: {1}', checkLabel(l10n.t, name), plainLine(argv.join(' ')));
      const checked = await window.withProgress({ location: { viewId: 'workflow.review' }, title }, () => runCheck(name, command, control.signal));
      this.#tell(key, checked);
      return checked;
    } catch (error) {
      if (isWorkflowError(error) && error.code === 'cancelled') return null;
      throw error;
    } finally {
      this.#running.delete(key);
      this.#changed.fire(undefined);
    }
  }

  dispose(): void {
    for (const control of this.#running.values()) control.abort();
  }

  /** The last line is shown beside the check, all that is kept of the output is in the log. */
  #tell(key: string, { name, result, output }: Checked): void {
    this.log.info(`Check ${name}: ${result}\n${output}`);
    const last = output.split('\n').findLast((line) => line.trim() !== '') ?? '';
    this.#said.set(key, plainLine(last));
  }
}

function keyOf(run: string, name: CheckName): string {
  return `${name} ${run}`;
}
