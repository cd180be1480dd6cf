import { randomBytes } from 'node:crypto';
import { env, Uri, type Webview } from 'vscode';

/** What a webview is filled with. `program`: a folder of src/webview; a `view` is narrow and stands in a side bar. */
export interface WebviewContent {
  readonly program: string;
  readonly title: string;
  readonly look: 'page' | 'view';
}

/** Fills a webview with one of our programs. Only our own scripts and styles are loaded; nothing comes from the network. */
export function fillWebview(webview: Webview, extensionUri: Uri, { program, title, look }: WebviewContent): void {
  const media = Uri.joinPath(extensionUri, 'media');
  const scripts = Uri.joinPath(extensionUri, 'dist', 'webview');
  const style = webview.asWebviewUri(Uri.joinPath(media, 'webview.css')).toString();
  const script = webview.asWebviewUri(Uri.joinPath(scripts, `${program}.js`)).toString();
  const nonce = randomBytes(16).toString('hex');
  webview.options = { enableScripts: true, localResourceRoots: [media, scripts] };
  webview.html = `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body class="${look}">
<main></main>
<div id="announcer" class="visually-hidden" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
