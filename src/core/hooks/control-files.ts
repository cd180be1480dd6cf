/**
 * Files that decide what agents may do or what runs by itself: an agent's change of one is held for a person, whatever its trust level
 * is (quality 3). Paths relative to the working tree, in small letters.
 */
const controlFiles: readonly RegExp[] = [
  /^\.git(?:\/|$)/,
  /^\.ai\/workflow\//,
  /^\.ai\/project\/config\.yaml$/,
  /^\.workflow\/\.active-/,
  /(?:^|\/)\.claude\/(?:settings[^/]*\.json|hooks\/.*|commands\/.*|agents\/.*)$/,
  /(?:^|\/)\.mcp\.json$/,
  /^\.vscode\/(?:settings|tasks|launch|mcp)\.json$/,
  /^(?:\.husky|\.githooks)\//,
  /^\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)$/,
];

/** Is a path one of them? Case does not count, because on some disks it does not. */
export function isControlFile(path: string): boolean {
  const small = path.toLowerCase();
  return controlFiles.some((pattern) => pattern.test(small));
}
