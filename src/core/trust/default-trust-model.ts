import type { TrustLevel, TrustModel, TrustRule, TrustTaskRule, TrustTerms } from './trust-model.js';

/** Paths of one level that have one reason. */
interface Group {
  readonly level: TrustLevel;
  readonly reason: string;
  readonly patterns: readonly string[];
}

/** What document 002 (BE-006) lists, what its own examples need (BE-005), and the files that decide what agents may do. */
const groups: readonly Group[] = [
  {
    level: 'high', reason: 'Tests are safe to change and quick to review',
    patterns: ['*.test.ts', '*.test.php', '*.spec.ts', '*.test.tsx', '*.test.js', '*.test.jsx', '*.spec.tsx', '*.spec.js', '*Test.php', '*_test.py', 'test_*.py', '*_test.go', 'tests/**'],
  },
  { level: 'high', reason: 'Documentation', patterns: ['docs/**', 'README.md', 'CHANGELOG.md'] },
  { level: 'medium', reason: 'Source code is reviewed', patterns: ['src/**', 'lib/**'] },
  { level: 'low', reason: 'Security', patterns: ['**/*security*/**', '*security*'] },
  { level: 'low', reason: 'Authentication', patterns: ['**/*auth*/**'] },
  { level: 'low', reason: 'Payment', patterns: ['**/*payment*/**'] },
  { level: 'low', reason: 'Credentials and secrets', patterns: ['**/*credential*/**', '.env*', '**/config/secrets*', '*.pem', '*.key'] },
  { level: 'low', reason: 'Database migrations', patterns: ['**/migrations/**'] },
  { level: 'low', reason: 'It runs on its own, with rights of its own', patterns: ['.github/workflows/**'] },
  {
    level: 'low', reason: 'It decides what agents may do',
    patterns: ['.ai/workflow/trust_model.yaml', '.claude/settings*.json', '.claude/hooks/**', '.mcp.json'],
  },
];

const tasks: Readonly<Record<TrustLevel, readonly string[]>> = {
  high: ['boilerplate', 'documentation', 'unit_tests'],
  medium: ['feature_implementation', 'api_endpoints', 'ui_components'],
  low: ['security', 'authentication', 'authorization', 'payment', 'cryptography', 'migration', 'infrastructure', 'deployment'],
};

const terms: Readonly<Record<TrustLevel, TrustTerms>> = {
  high: { description: 'AI can work autonomously', autoApprove: true, supervision: 'minimal', escalation: false, maxConsecutiveChanges: null },
  medium: { description: 'AI works, human reviews', autoApprove: false, supervision: 'code_review_required', escalation: false, maxConsecutiveChanges: null },
  low: { description: 'AI suggests, human implements', autoApprove: false, supervision: 'pair_programming', escalation: true, maxConsecutiveChanges: null },
};

const nowhere = { line: 0, pointer: [] };

function ruleOf(level: TrustLevel, pattern: string, reason: string): TrustRule {
  return { kind: 'context', level, pattern, exclude: [], reason, origin: nowhere };
}

function taskRulesOf(level: TrustLevel): readonly TrustTaskRule[] {
  return tasks[level].map((taskType) => ({ taskType, level, reason: null, origin: nowhere }));
}

/** The model of a state root that has none (decisions 5.5). */
export const defaultTrustModel: TrustModel = {
  file: null,
  terms,
  defaultLevel: 'medium',
  defaultOrigin: null,
  rules: groups.flatMap(({ level, reason, patterns }) => patterns.map((pattern) => ruleOf(level, pattern, reason))),
  taskRules: [...taskRulesOf('high'), ...taskRulesOf('medium'), ...taskRulesOf('low')],
};

function renderLevel(level: TrustLevel): string[] {
  const { description, autoApprove, supervision, escalation } = terms[level];
  const contexts = groups.filter((group) => group.level === level).flatMap(({ reason, patterns }) => (
    patterns.flatMap((pattern) => [`      - pattern: "${pattern}"`, `        reason: "${reason}"`])));
  return [
    `  ${level}:`,
    `    description: "${description}"`,
    `    auto_approve: ${String(autoApprove)}`,
    `    supervision: "${supervision}"`,
    ...(escalation ? ['    escalation: true'] : []),
    '    contexts:',
    ...contexts,
    ...tasks[level].map((taskType) => `      - task_type: "${taskType}"`),
    '',
  ];
}

/** The built-in model as a file, to begin a model of one's own with. */
export function renderDefaultTrustModel(): string {
  const lines = [
    '# How far agents are trusted with files and kinds of tasks.',
    '# The levels are tried in the order low, high, medium; the first that has a matching pattern wins, else default_level.',
    '# A pattern without "/" matches the file name in every folder; case does not count.',
    'version: "1.0"',
    '',
    'default_level: medium',
    '',
    'trust_levels:',
    ...(['high', 'medium', 'low'] as const).flatMap(renderLevel),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
