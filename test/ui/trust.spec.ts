import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copySample } from '../host/workspaces.js';
import { modelText } from '../unit/core/trust/document-model.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const model = '.ai/workflow/trust_model.yaml';
const login = 'src/auth/login.ts';
const files: Readonly<Record<string, string>> = {
  [model]: modelText({
    high: '\n      - pattern: "docs/**"\n      - pattern: "*.test.ts"', medium: '\n      - pattern: "src/**"',
    low: '\n      - pattern: "**/auth/**"\n        reason: "Whoever gets in here gets in everywhere"\n      - pattern: ".env*"',
  }).replace('supervision: minimal', 'supervision: minmal'),
  [login]: 'export const login = 1;\n',
};

function prepare(dir: string): string {
  const folder = copySample(dir);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('File trust as a person meets it', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  before(async () => { workbench = await openWorkbench({ prepare, file: login }); });
  after(() => workbench.close());

  const picture = (name: string): Promise<void> => workbench.screenshot(`.vscode-test/pictures/trust-${name}.png`);
  const status = (level: string): Promise<void> => workbench.status('trust').filter({ hasText: `File trust: ${level}` }).waitFor();

  it('stands in the status bar, without a colour of its own, and says why', async () => {
    await status('low');
    const colour = await workbench.status('trust').evaluate((item) => getComputedStyle(item).backgroundColor);
    assert.equal(colour, 'rgba(0, 0, 0, 0)');
    await workbench.status('trust').hover();
    await workbench.page.locator('.monaco-hover:visible, .workbench-hover:visible').filter({ hasText: 'Whoever gets in here' }).first().waitFor();
    await picture('hover');
  });

  it('marks files of low trust in the Explorer', async () => {
    const row = workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'login.ts' });
    if (!await row.isVisible()) await workbench.viewContainer('Explorer');
    const label = row.locator('.monaco-icon-label').first();
    await label.waitFor();
    const badge = (): Promise<string> => label.evaluate((element) => getComputedStyle(element, '::after').content);
    for (let tries = 0; tries < 50 && !(await badge()).includes('L'); tries += 1) await workbench.page.waitForTimeout(100);
    assert.match(await badge(), /L/);
    await picture('explorer');
  });

  it('explains itself at a click and opens the line that decides', async () => {
    await workbench.status('trust').click();
    await workbench.quickInput().getByText('"**/auth/**": Whoever gets in here gets in everywhere').waitFor();
    await picture('explain');
    await workbench.pick('Open the Line That Decides');
    await workbench.page.locator('.tab.active', { hasText: 'trust_model.yaml' }).waitFor();
    await status('medium');
  });

  for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const) {
    it(`can be read in every theme (${theme})`, async () => {
      await workbench.theme(theme);
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await picture(`model-${theme}`);
      await workbench.status('trust').click();
      await workbench.quickInput().getByRole('option').first().waitFor();
      await picture(`explain-${theme}`);
      assert.equal(await workbench.status('trust').evaluate((item) => getComputedStyle(item).backgroundColor), 'rgba(0, 0, 0, 0)');
      await workbench.page.keyboard.press('Escape');
    });
  }

  it('underlines what is wrong with the model and mends it', async () => {
    await workbench.page.locator('.squiggly-error').first().waitFor();
    const rows = await workbench.problems();
    const found = rows.filter({ hasText: 'Did you mean minimal?' }).first();
    await found.click();
    const action = workbench.page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Write "minimal"' });
    await workbench.page.locator('.editor-instance .view-lines').first().waitFor();
    await found.dblclick();
    for (let tries = 0; tries < 5 && !await action.isVisible(); tries += 1) {
      await workbench.page.keyboard.press('Control+.');
      await action.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await picture('fix');
    await action.click();
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
    await workbench.page.keyboard.press('Control+s');
  });

  it('exports the model after showing the difference', async () => {
    await workbench.command('workflow.exportTrust', 'Workflow: Export Trust Model…');
    await workbench.pick('Claude Code');
    await workbench.dialog().waitFor();
    await picture('export');
    await workbench.dialog().getByRole('button', { name: 'Write' }).click();
    await workbench.dialog().waitFor({ state: 'hidden' });
    const file = join(workbench.folder ?? '', '.claude/settings.json');
    for (let tries = 0; tries < 50 && !existsSync(file); tries += 1) await workbench.page.waitForTimeout(100);
    assert.match(readFileSync(file, 'utf8'), /"Edit\(\/docs\/\*\*\)"/);
  });

  it('lists what has changed, the lowest level first', async () => {
    await workbench.command('workflow.showChangedTrust', 'Workflow: Show Trust of Changed Files');
    await workbench.quickInput().getByText('src/auth/login.ts').first().waitFor();
    await picture('changed');
    const first = await workbench.quickInput().getByRole('option').first().textContent();
    assert.match(first ?? '', /low/);
    await workbench.page.keyboard.press('Escape');
  });
});
