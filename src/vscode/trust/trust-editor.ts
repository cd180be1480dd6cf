import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import type { Roots } from '../roots/roots.js';
import { TrustBadges } from './trust-badges.js';
import type { TrustDesk } from './trust-desk.js';
import { exportTrust } from './trust-export-gesture.js';
import { explainTrust, showChangedTrust } from './trust-gestures.js';
import { TrustItem } from './trust-item.js';
import { registerTrustLanguage } from './trust-language.js';
import { TrustModels } from './trust-models.js';
import { TrustProblems } from './trust-problems.js';
import { addRule } from './trust-rule-gesture.js';

/** What of file trust is seen in the editor, and what commands ask of it. */
export interface TrustEditor extends Disposable {
  readonly models: TrustModels;
  readonly item: TrustItem;
  /** `given`: what VS Code handed to the command, the address of a file or nothing. */
  readonly explain: (given: unknown) => Promise<void>;
  readonly addRule: (given: unknown) => Promise<void>;
  readonly showChanged: () => Promise<void>;
  readonly exportModel: () => Promise<void>;
}

/** Builds it for all roots there are and will be; shows nothing before the models are read. */
export async function startTrust(roots: Roots, log: Log): Promise<TrustEditor> {
  const lifetime = new Lifetime();
  const models = lifetime.own(new TrustModels(roots, log));
  await models.ready();
  const item = lifetime.own(new TrustItem(models));
  lifetime.own(new TrustBadges(models));
  lifetime.own(new TrustProblems(models));
  lifetime.own(registerTrustLanguage(models));
  const desk: TrustDesk = { models };
  return {
    models, item,
    explain: (given) => explainTrust(desk, given),
    addRule: (given) => addRule(desk, given),
    showChanged: () => showChangedTrust(desk),
    exportModel: () => exportTrust(desk),
    dispose: () => lifetime.dispose(),
  };
}
