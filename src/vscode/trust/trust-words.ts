import type { Supervision } from '../../core/trust/trust-model.js';
import type { TrustAnswer } from '../../core/trust/judge-trust.js';
import type { TrustState } from '../../core/trust/load-trust.js';
import type { Translate } from '../translate.js';

/** What a kind of supervision asks of the person. */
function supervisionText(t: Translate, supervision: Supervision): string {
  const texts: Readonly<Record<Supervision, string>> = {
    minimal: t('minimal supervision'),
    code_review_required: t('a person reviews the code'),
    pair_programming: t('a person works along (pair programming)'),
  };
  return texts[supervision];
}

/** What holds for a file besides its level, in short sentences. */
export function termsTexts(t: Translate, { autoApprove, supervision, escalation, maxConsecutiveChanges }: TrustAnswer): readonly string[] {
  return [
    autoApprove ? t('Agents may change it without asking.') : t('Agents ask before they change it.'),
    t('Supervision: {0}.', supervisionText(t, supervision)),
    ...(escalation ? [t('Changes are escalated.')] : []),
    ...(maxConsecutiveChanges === null ? [] : [t('After {0} changes in a row a person looks.', maxConsecutiveChanges)]),
  ];
}

/** What is out of order with the model that decides; `null`: nothing. */
export function troubleText(t: Translate, { source }: TrustState): string | null {
  if (source === 'last-good') return t('The trust model is broken; what it said before goes on to hold.');
  return source === 'careful' ? t('The trust model is broken or gone; the lowest level that anything says holds.') : null;
}
