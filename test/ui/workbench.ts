// Drives a window of VS Code as a person does. Selectors checked against VS Code 1.139.1.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const extensionId = 'agent-workflow.agent-workflow';

const themes = {
  light: { id: 'Light 2026', css: 'vs' },
  dark: { id: 'Dark 2026', css: 'vs-dark' },
  'hc-dark': { id: 'Default High Contrast', css: 'hc-black' },
  'hc-light': { id: 'Default High Contrast Light', css: 'hc-light' },
} as const;

export type Theme = keyof typeof themes;

/** One finding of axe-core. */
export interface AxeViolation { readonly id: string; readonly impact: string | null; readonly nodes: readonly string[] }

interface AxeResults { readonly violations: readonly { id: string; impact: string | null; nodes: readonly { target: readonly string[] }[] }[] }

/** A window. Everything waits by itself until it is there; a test needs no sleep. */
export class Workbench {
  /** Errors thrown in the page. */
  readonly errors: string[] = [];
  readonly #atEnd: (() => void)[] = [];

  constructor(readonly page: Page, readonly folder: string | undefined) {
    page.setDefaultTimeout(20_000);
    page.on('pageerror', error => this.errors.push(String(error)));
  }

  onClose(action: () => void): void { this.#atEnd.push(action); }

  /** Opens the address and waits until the window stands. */
  async load(url: string): Promise<void> {
    await this.page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  async close(): Promise<void> {
    // Leaving the page tells the server, else the window's extension host would live on and make all others slower.
    await this.page.goto('about:blank');
    await this.page.context().close();
    for (const action of this.#atEnd) action();
  }

  /** Workspace settings of a window on a folder; VS Code notices within a second or two. */
  settings(values: Readonly<Record<string, unknown>>): void {
    const folder = join(this.folder ?? '', '.vscode');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(values));
  }

  /** Changes the colours and waits until they show. A theme set before the window opens would be ignored. */
  async theme(theme: Theme): Promise<void> {
    this.settings({ 'window.autoDetectColorScheme': false, 'workbench.colorTheme': themes[theme].id });
    await this.page.locator(`.monaco-workbench.${themes[theme].css}`).first().waitFor();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  /** The open palette, quick pick or input box. */
  quickInput(): Locator { return this.page.locator('.quick-input-widget:visible'); }

  /** Runs a command from the palette: types its title, "Category: Title", and clicks the row of its id. */
  async command(id: string, title: string): Promise<void> {
    const row = this.page.locator(`.quick-input-list-entry[data-quick-input-id="${id}"]`);
    await this.#offered(row, async () => {
      await this.page.keyboard.press('F1');
      await this.quickInput().locator('input.input').fill(`>${title}`);
    });
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** Reloads the way VS Code does itself, which keeps what it was to remember a moment ago; the browser's way may lose that. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('load', { timeout: 60_000 });
    const row = this.page.locator('.quick-input-list-entry[data-quick-input-id="workbench.action.reloadWindow"]');
    // Without Escape, which would clear a tree's selection.
    await this.page.keyboard.press('F1');
    await this.quickInput().locator('input.input').fill('>Developer: Reload Window');
    await row.click();
    await reloaded;
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** Chooses an entry of the open quick pick. */
  async pick(text: string): Promise<void> {
    await this.quickInput().locator('input.input').fill(text);
    await this.#option(text).click();
  }

  #option(text: string): Locator { return this.quickInput().getByRole('option', { name: text }).first(); }

  /** Opens a list again until it offers an entry: a list holds what is known when it opens, right after the start not yet everything. */
  async #offered(entry: Locator, open: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 10 && !await entry.isVisible(); tries += 1) {
      await this.page.keyboard.press('Escape');
      await open();
      await entry.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
  }

  /** Types into the open input box and confirms. */
  async answer(text: string): Promise<void> {
    await this.quickInput().locator('input.input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a view container by the title shown in the activity bar. */
  async viewContainer(title: string): Promise<void> {
    const heading = this.page.locator('.sidebar .composite.title h2', { hasText: title });
    // The whole item, not its label: a badge lies over the label and would take the click.
    const tab = this.page.locator('.activitybar .action-item').filter({ has: this.page.locator(`.action-label[aria-label^="${title}"]`) });
    await tab.waitFor();
    if (!await heading.isVisible()) await tab.click();
    await heading.waitFor();
    // Away from the tab, whose hover would lie over the rows.
    await this.page.mouse.move(900, 300);
  }

  /** Folds a view, so that the others have its room. */
  async fold(view: string): Promise<void> {
    await this.#turn(view, 'false');
  }

  async unfold(view: string): Promise<void> {
    await this.#turn(view, 'true');
  }

  async #turn(view: string, expanded: 'true' | 'false'): Promise<void> {
    const header = this.page.locator('.pane-header').filter({ has: this.page.locator('h3.title').getByText(view, { exact: true }) });
    if (await header.getAttribute('aria-expanded') !== expanded) await header.click();
  }

  /** A tree by the name of its view. Only rows in sight are in the page: type, or press End, to reach others. */
  tree(view: string): Locator { return this.page.locator(`.monaco-list[role="tree"][aria-label="${view}"]`); }

  /** A row by its exact label. */
  row(view: string, label: string): Locator {
    return this.tree(view).locator('.monaco-list-row').filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) });
  }

  /** Clicks an inline action of a row by its title. */
  async rowAction(row: Locator, title: string): Promise<void> {
    await clickUnder(row, row.getByRole('button', { name: title }));
  }

  /** Clicks an action in the title bar of a view. */
  async viewAction(view: string, title: string): Promise<void> {
    const header = this.page.locator('.pane-header').filter({ has: this.page.locator('h3.title', { hasText: view }) });
    await clickUnder(header, header.locator(`a.action-label[aria-label="${title}"]`));
  }

  /** Right-clicks and chooses an entry. */
  async contextMenu(target: Locator, label: string): Promise<void> {
    await leave(this.page);
    await target.click({ button: 'right' });
    const entry = this.page.locator('.monaco-menu .action-item').filter({ has: this.page.locator('.action-label').getByText(label, { exact: true }) }).first();
    await entry.waitFor();
    // VS Code ignores a click that comes right after the menu opened, so it is repeated until the menu is gone.
    await this.page.waitForTimeout(150);
    for (let tries = 0; tries < 10 && await entry.isVisible(); tries += 1) {
      await entry.click({ timeout: 2000 }).catch(() => undefined);
      await entry.waitFor({ state: 'hidden', timeout: 500 }).catch(() => undefined);
    }
  }

  /** A status bar item of the extension by the id it was created with, or one of VS Code's by its full id. */
  status(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="${id.startsWith('status.') ? id : `${extensionId}.${id}`}"]`);
  }

  /** Opens Problems; gives its rows, files and findings. */
  async problems(): Promise<Locator> {
    const panel = this.page.locator('.markers-panel');
    if (!await panel.isVisible()) await this.status('status.problems').click();
    await panel.waitFor();
    return panel.locator('.monaco-list-row');
  }

  /** Opens an output channel; gives its lines. */
  async output(channel: string): Promise<Locator> {
    await this.#offered(this.#option(channel), async () => {
      await this.command('workbench.action.showOutputChannels', 'Output: Show Output Channels...');
      await this.quickInput().locator('input.input').fill(channel);
    });
    await this.pick(channel);
    return this.page.locator('.output-view .view-line');
  }

  toast(text: string): Locator { return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }); }

  /** A modal question; its buttons by role. */
  dialog(): Locator { return this.page.locator('.monaco-dialog-box'); }

  /** A line of the editor in front, from 1, as far as it is in sight. */
  editorLine(line: number): Locator { return this.page.locator('.editor-instance .view-lines .view-line').nth(line - 1); }

  /** The document of the extension's page in a panel or a view: it sits in two frames. */
  webview(kind: 'panel' | 'view' = 'panel'): FrameLocator {
    const purpose = kind === 'view' ? '[src*="purpose=webviewView"]' : ':not([src*="purpose="])';
    return this.page.frameLocator(`iframe.webview.ready[src*="extensionId=${extensionId}"]${purpose}`).frameLocator('iframe#active-frame');
  }

  /** What axe-core finds in a webview. */
  async axe(webview: FrameLocator): Promise<AxeViolation[]> {
    const frame = await (await webview.owner().elementHandle()).contentFrame();
    if (!frame) throw new Error('the webview has gone');
    // Evaluated and not added as a script, which the page's content security policy would stop.
    await frame.evaluate(readFileSync(createRequire(resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ target }) => target.join(' ')) }));
  }
}

/**
 * Clicks what VS Code shows only while the mouse is over its owner. A tree that is drawn again meanwhile takes it away until
 * the mouse moves, so that is done again too. A click that was made is never repeated: Playwright gives up only before it.
 */
async function clickUnder(owner: Locator, action: Locator): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await leave(owner.page());
    await owner.hover();
    try {
      await action.click({ timeout: 2500 });
      return;
    } catch (error) {
      if (tries === 8) throw error;
    }
  }
}

/** Takes the mouse off whatever it rests on: what pops up there would cover other rows. */
async function leave(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}
