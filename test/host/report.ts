/** What a part of a suite came to; `defects` says in words which tests failed, and which needed a second try. */
export interface Counts { readonly passed: number; readonly failed: number; readonly skipped: number; readonly defects: readonly string[] }

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0, defects: [] };

/** The counts of a part that could not be run for a reason. */
export const notRun = (why: string): Counts => ({ ...nothing, failed: 1, defects: [`✖ ${why}`] });

/** Tells test/run.mjs, which started this process and adds up. */
export function report(counts: Counts): void {
  process.send?.(counts);
}

/** Ends this process when test/run.mjs is gone, however that happened. */
export function endWithParent(): void {
  process.once('disconnect', () => { process.exit(1); });
  process.channel?.unref();
}

/** To be called when all is done: what was left open may not keep this process for ever, and counts as a failure. */
export function endSoon(): void {
  setTimeout(() => {
    console.error(`Still running 10 s after the last test, held by: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, 10_000).unref();
}
