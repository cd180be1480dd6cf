// Test files shared out over processes, which are the lanes: each gets the next file when it is done with one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { format } from 'node:util';
import { runMocha } from './mocha.js';
import { endSoon, endWithParent, notRun, type Counts } from './report.js';

/** What a lane answers for a file: the lines are printed as one block. */
interface FileResult { readonly counts: Counts; readonly lines: readonly string[] }

async function runFile(file: string): Promise<FileResult> {
  const lines: string[] = [];
  try {
    return { counts: await runMocha([file], line => { lines.push(line); }), lines };
  } catch (error) {
    return { counts: notRun(`${relative(process.cwd(), file)} could not be run`), lines: [...lines, `  ✖ ${file}: ${format(error)}`] };
  }
}

/** Sent instead of a file when there is none left. */
const noMore = '';

/** The process of a lane: runs each file that it is sent, until it is sent nothing. */
export function beLane(): void {
  endWithParent();
  process.channel?.ref();
  process.on('message', (file: string) => {
    if (file !== noMore) return void runFile(file).then(result => process.send?.(result));
    process.channel?.unref();
    endSoon();
  });
}

async function driveLane(next: () => string | undefined, tell: (result: FileResult) => void): Promise<void> {
  const lane = fork(process.argv[1] ?? '', ['lane']);
  const ended = once(lane, 'exit') as Promise<[number | null, string | null]>;
  for (let file = next(); file !== undefined; file = next()) {
    lane.send(file);
    const [answer] = await Promise.race([once(lane, 'message') as Promise<[FileResult]>, ended]);
    if (answer === null || typeof answer === 'number') throw new Error(`The process that ran ${file} ended before its time (${(await ended).join(' ')}).`);
    tell(answer);
  }
  lane.send(noMore);
  const [code] = await ended;
  if (code !== 0) throw new Error(`A process that ran tests ended with ${String(code)} after its last one.`);
}

/** Runs test files in so many processes at a time; `tell` gets the counts of each file when its block is printed. */
export async function runInLanes(files: readonly string[], lanes: number, tell: (counts: Counts) => void): Promise<void> {
  const waiting = files.values();
  await Promise.all(Array.from({ length: lanes }, () => driveLane(() => waiting.next().value, ({ counts, lines }) => {
    if (counts.passed + counts.failed + counts.skipped > 0) console.log(lines.join('\n'));
    tell(counts);
  })));
}
