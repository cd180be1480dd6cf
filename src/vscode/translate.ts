/** `vscode.l10n.t` handed in, so that pure functions speak the person's language and still run without an editor. */
export type Translate = (message: string, ...values: (string | number)[]) => string;
