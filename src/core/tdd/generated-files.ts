/** Files that somebody's tool wrote, or that are somebody else's: no language has tests for them. */

const folders = /(?:^|\/)(?:node_modules|bower_components|jspm_packages|vendor|vendors|third[-_]party|dist|build|out|target|coverage|htmlcov|\.venv|venv|site-packages|__pycache__|__generated__|generated|gen|obj|bin\/(?:debug|release)|deriveddata|pods|carthage|\.[^/]+|migrations|fixtures|__fixtures__|__mocks__|__snapshots__|testdata|stubs|public\/(?:js|vendor)|wwwroot\/lib)\//;
/** Folders with a dot in front are configuration, except these. */
const ourDotFolders = /(?:^|\/)\.(?:ai|github\/scripts|config\/scripts)\//;
const names = /(?:[._-](?:generated|gen|pb|min|bundle)\.[^/.]+|\.pb\.[^/]+|\.freezed\.[^/]+)$/;
const marks = /\bcode generated\b[^\n]{0,200}\bdo not edit\b|@generated\b|<auto-?generated\b|\bthis file (?:is|was) (?:auto(?:matically)?[- ]?)?generated\b|\bauto-?generated (?:file|by|from|code)\b/i;

/** By its path: generated, vendored, data of tests. `path`: in lower case. */
export function isForeignPath(path: string): boolean {
  return names.test(path) || folders.test(path.replace(ourDotFolders, '/'));
}

/** By what its first lines say of it. */
export function saysGenerated(text: string): boolean {
  return marks.test(text.slice(0, 1000));
}
