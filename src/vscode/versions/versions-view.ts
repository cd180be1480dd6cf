/** Why the view of versions is empty. `loading`: nothing was read yet, so nothing is said. */
export type VersionsEmptyReason = 'loading' | 'no-folder' | 'restricted' | 'not-initialised' | 'no-versions';

/** What the names of this view's lists begin with (`limitedRows`). */
export const versionLists = 'versions:';
