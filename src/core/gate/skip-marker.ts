/** The words by which a commit's message asks to be let through (decisions 7.4). */
export const skipMarker = '[skip-tdd]';

/** Below this line of a message that is being written, git shows the difference. */
const scissors = /^. -{24} >8 -{24}$/;

/** What git itself would take for the beginning of a comment, when it chooses by the message. */
const anyComment: readonly string[] = ['#', ';', '@', '!', '$', '%', '^', '&', '|', ':'];

/** Where a line tells of another commit: a revert names its subject, a fixup repeats it, a squash lists whole messages indented. */
const ofOthers = /^(?:fixup|squash|amend)! .*$|^(?: {4}|\t|>).*$|^(?:Revert|Reapply) ".*"$/;

/**
 * Whether a commit asks in its own words to be let through. `commentMark`: `core.commentChar` of the repository, or `auto`. What git
 * adds as a comment or shows below the scissors, and what is told of other commits, does not count.
 */
export function asksToSkip(message: string, commentMark = '#'): boolean {
  const marks = commentMark === 'auto' ? anyComment : [commentMark];
  const lines = message.split(/\r?\n/);
  const end = lines.findIndex((line) => scissors.test(line));
  const own = lines.slice(0, end < 0 ? lines.length : end).filter((line) => !marks.some((mark) => line.startsWith(mark)) && !ofOthers.test(line));
  return own.some((line) => line.toLowerCase().includes(skipMarker));
}
