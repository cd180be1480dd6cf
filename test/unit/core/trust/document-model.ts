import { parseTrustModel } from '../../../../src/core/trust/parse-trust-model.js';
import { judgeTrust, type TrustJudge } from '../../../../src/core/trust/judge-trust.js';
import { trustModelPath, type TrustModel } from '../../../../src/core/trust/trust-model.js';

/** The model of document 002 (BE-006), letter for letter. */
export const documentModel = `version: "1.0"

trust_levels:
  high:
    description: "AI can work autonomously"
    auto_approve: true
    supervision: "minimal"
    contexts:
      - pattern: "*.test.ts"
      - pattern: "*.test.php"
      - pattern: "*.spec.ts"
      - pattern: "docs/**"
      - pattern: "README.md"
      - pattern: "CHANGELOG.md"
      - task_type: "boilerplate"
      - task_type: "documentation"
      - task_type: "unit_tests"

  medium:
    description: "AI works, human reviews"
    auto_approve: false
    supervision: "code_review_required"
    contexts:
      - pattern: "src/**"
      - pattern: "lib/**"
      - task_type: "feature_implementation"
      - task_type: "api_endpoints"
      - task_type: "ui_components"

  low:
    description: "AI suggests, human implements"
    auto_approve: false
    supervision: "pair_programming"
    escalation: true
    contexts:
      - pattern: "**/*security*/**"
      - pattern: "**/*auth*/**"
      - pattern: "**/*payment*/**"
      - pattern: "**/*credential*/**"
      - pattern: ".env*"
      - pattern: "**/config/secrets*"
      - task_type: "security"
      - task_type: "authentication"
      - task_type: "payment"
      - task_type: "migration"
      - task_type: "infrastructure"
`;

/** The levels with their obligatory keys, and what is given as their contexts and after them. */
export function modelText({ high = '[]', medium = '[]', low = '[]', rest = '' }: { readonly high?: string; readonly medium?: string; readonly low?: string; readonly rest?: string }): string {
  const level = (name: string, supervision: string, contexts: string): string => (
    `  ${name}:\n    description: "${name}"\n    auto_approve: ${String(name === 'high')}\n    supervision: ${supervision}\n    contexts: ${contexts}\n`);
  return `version: "1.0"\ntrust_levels:\n${level('high', 'minimal', high)}${level('medium', 'code_review_required', medium)}${level('low', 'pair_programming', low)}${rest}`;
}

/** The model of a text that must be sound. */
export function modelOf(text: string): TrustModel {
  const { model, findings } = parseTrustModel(trustModelPath, { kind: 'text', text });
  if (model === null) throw new Error(`The model is broken: ${findings.map(({ message }) => message).join(' ')}`);
  return model;
}

export function judge(text: string): TrustJudge {
  return judgeTrust([modelOf(text)]);
}
