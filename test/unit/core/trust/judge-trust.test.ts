import assert from 'node:assert/strict';
import { defaultTrustModel, renderDefaultTrustModel } from '../../../../src/core/trust/default-trust-model.js';
import { judgeTrust, lowestTrust, type TrustJudge } from '../../../../src/core/trust/judge-trust.js';
import { parseTrustModel } from '../../../../src/core/trust/parse-trust-model.js';
import { checkTrustModel } from '../../../../src/core/trust/check-trust-model.js';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import { judge, modelOf, modelText, documentModel } from './document-model.js';

const builtIn = judgeTrust([defaultTrustModel]);

function levels(by: TrustJudge, expected: Readonly<Record<string, string>>): void {
  for (const [path, level] of Object.entries(expected)) {
    assert.equal(by.levelOf(path), level, path);
    assert.equal(by.assess(path).level, level, path);
  }
}

describe('the trust of a path', () => {
  it('is what the documents say, by document 000’s model', () => levels(judge(documentModel), {
    'src/Security/AuthService.php': 'low',
    'src/user.test.ts': 'high',
    'src/auth/login.test.ts': 'low',
    'src/User.ts': 'medium',
    'docs/guide/start.md': 'high',
    'docs/auth/guide.md': 'low',
    'sub/README.md': 'high',
    '.env': 'low',
    'deep/.env.production': 'low',
    'app/config/secrets.yaml': 'low',
    'Makefile': 'medium',
    'lib/pay.ts': 'medium',
    'SRC/AUTH/x.ts': 'low',
  }));

  it('is what the documents say, without a model', () => levels(builtIn, {
    'tests/Unit/UserTest.php': 'high',
    'src/Security/AuthService.php': 'low',
    'src/SecurityPolicy.ts': 'low',
    'src/User.ts': 'medium',
    'x.test.ts': 'high',
    'pkg/util_test.py': 'high',
    'certs/server.pem': 'low',
    'db/migrations/001.sql': 'low',
    '.github/workflows/ci.yml': 'low',
    '.ai/workflow/trust_model.yaml': 'low',
    '.claude/settings.local.json': 'low',
  }));

  it('says which level, which pattern in which line of which file, and why', () => {
    const answer = judge(documentModel).assess('src/auth/login.test.ts');
    assert.deepEqual({ ...answer, origin: answer.origin?.line }, {
      level: 'low', autoApprove: false, supervision: 'pair_programming', escalation: true, maxConsecutiveChanges: null,
      pattern: '**/*auth*/**', file: trustModelPath, origin: 37, lowered: null, why: null,
      reason: '"**/*auth*/**" (line 37 of .ai/workflow/trust_model.yaml) gives it low trust.',
    });
    assert.equal(documentModel.split('\n')[36], '      - pattern: "**/*auth*/**"');
  });

  it('says so when the default level decides', () => {
    const answer = judge(modelText({ rest: 'default_level: low\n' })).assess('a.ts');
    assert.equal(answer.level, 'low');
    assert.equal(answer.pattern, null);
    assert.match(answer.reason, /^No pattern names it.* default trust level, low \(line \d+ of /);
    assert.equal(builtIn.assess('Makefile').reason, 'No pattern names it, so it has the default trust level, medium.');
  });

  it('gives the reason of the built-in model', () => {
    assert.equal(builtIn.assess('db/migrations/1.sql').reason, '"**/migrations/**" of the built-in model gives it low trust: Database migrations.');
    assert.equal(builtIn.assess('db/migrations/1.sql').why, 'Database migrations');
  });

  it('tries demotions, low, high, medium, and elevates only what would be low', () => {
    const by = judge(modelText({
      high: '[{pattern: "*.md"}, {pattern: "x/**"}]', medium: '[{pattern: "**/*"}]', low: '[{pattern: "**/auth/**"}]',
      rest: 'overrides:\n  elevate_to_medium:\n    - pattern: "**/auth/README.md"\n      reason: Only words\n    - "free/**"\n  demote_to_low:\n    - pattern: "**/auth/secret/**"\n    - "*.env.md"\n',
    }));
    levels(by, {
      'src/auth/a.md': 'low', 'src/auth/README.md': 'medium', 'src/auth/secret/README.md': 'low', 'a.md': 'high', 'a.env.md': 'low',
      'free/a.md': 'high', 'x/y.ts': 'high', 'y.ts': 'medium',
    });
    assert.match(by.assess('src/auth/README.md').reason, /elevates it from low to medium trust: Only words\.$/);
    assert.match(by.assess('a.env.md').reason, /demotes it to low trust\.$/);
  });

  it('elevates what is low by default', () => {
    const by = judge(modelText({ rest: 'default_level: low\noverrides: {elevate_to_medium: [{pattern: "src/**"}]}\n' }));
    levels(by, { 'src/a.ts': 'medium', 'lib/a.ts': 'low' });
  });

  it('honours what a context excludes', () => {
    const by = judge(modelText({ high: '[{pattern: "src/**", exclude: ["**/core/**", "*.sql"]}]', low: '[{pattern: "*secret*", exclude: [secret-santa.md]}]' }));
    levels(by, { 'src/a.ts': 'high', 'src/core/a.ts': 'medium', 'src/a.sql': 'medium', 'secret.md': 'low', 'docs/secret-santa.md': 'medium' });
  });

  it('approves by itself at the high level only', () => {
    const text = modelText({ low: '[{pattern: a}]', high: '[{pattern: b}]' }).replaceAll('auto_approve: false', 'auto_approve: true');
    assert.deepEqual(['a', 'b', 'c'].map((path) => judge(text).assess(path).autoApprove), [false, true, false]);
  });

  it('passes on how many changes may follow each other', () => {
    const text = modelText({ high: '[{pattern: b}]' }).replace('supervision: minimal', 'supervision: minimal\n    max_consecutive_changes: 10');
    assert.equal(judge(text).assess('b').maxConsecutiveChanges, 10);
  });
});

describe('the ceiling of the person', () => {
  it('lowers what a repository gives and says so', () => {
    const by = judgeTrust([modelOf(documentModel)], 'medium');
    levels(by, { 'a.test.ts': 'medium', 'src/auth/a.ts': 'low', 'src/a.ts': 'medium' });
    const answer = by.assess('a.test.ts');
    assert.deepEqual([answer.autoApprove, answer.supervision, answer.lowered], [false, 'code_review_required', 'high']);
    assert.match(answer.reason, /gives it high trust\. Your own ceiling lowers it to medium\.$/);
  });

  it('holds for tasks too', () => {
    assert.equal(judgeTrust([modelOf(documentModel)], 'low').assessTask('documentation').level, 'low');
  });
});

describe('the trust of a kind of task', () => {
  it('comes from the model, whatever the case', () => {
    const by = judge(documentModel);
    assert.deepEqual(['documentation', 'api_endpoints', 'Migration', 'payment'].map((type) => by.assessTask(type).level), ['high', 'medium', 'low', 'low']);
    assert.match(by.assessTask('migration').reason, /^"migration" \(line \d+ of .*\) gives it low trust\.$/);
  });

  it('is the default level for unknown ones, and the reason says so', () => {
    const answer = judge(documentModel).assessTask('gardening');
    assert.equal(answer.level, 'medium');
    assert.match(answer.reason, /^No task type names it, so it has the default trust level, medium/);
  });

  it('is the lowest of two levels that name it', () => {
    assert.equal(judge(modelText({ high: '[{task_type: x}]', low: '[{task_type: X}]' })).assessTask('x').level, 'low');
  });
});

describe('the lowest level of many', () => {
  it('is low as soon as one is', () => {
    assert.equal(lowestTrust(['high', 'low', 'medium']), 'low');
    assert.equal(lowestTrust(['high', 'medium']), 'medium');
    assert.equal(lowestTrust([]), 'high');
  });
});

describe('the built-in model', () => {
  it('says the same when it is written into a file', () => {
    const text = renderDefaultTrustModel();
    const { model, findings } = parseTrustModel(trustModelPath, { kind: 'text', text });
    assert.ok(model !== null);
    assert.deepEqual([...findings, ...checkTrustModel(model, text)].map(({ code, message }) => `${code} ${message}`), []);
    const bare = ({ rules, taskRules, terms, defaultLevel }: typeof model): unknown => ({
      defaultLevel, terms,
      rules: rules.map(({ level, pattern, reason }) => `${level} ${pattern} ${String(reason)}`).sort(),
      tasks: taskRules.map(({ level, taskType }) => `${level} ${taskType}`).sort(),
    });
    assert.deepEqual(bare(model), bare(defaultTrustModel));
  });
});
