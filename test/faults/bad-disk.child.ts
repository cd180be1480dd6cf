// bad-disk.child.js <root> [descriptors]: appends one item and says `applied`, or the code of the WorkflowError it met.
// With `descriptors` it first opens files until the process may open no more, but for a few.
import { closeSync, openSync } from 'node:fs';
import { WorkflowError } from '../../src/base/workflow-error.js';
import { appendPlan, writerFor } from './support/contested.js';

function useUpDescriptors(left: number): void {
  const open: number[] = [];
  try {
    for (;;) open.push(openSync('/dev/null', 'r'));
  } catch {
    for (const file of open.slice(0, left)) closeSync(file);
  }
}

async function main(root: string, left: string | undefined): Promise<string> {
  const writer = writerFor(root);
  if (left !== undefined) useUpDescriptors(Number(left));
  try {
    return (await writer.apply(appendPlan('x'))).kind;
  } catch (error) {
    return error instanceof WorkflowError ? error.code : String(error);
  }
}

void main(process.argv[2] ?? '', process.argv[3]).then((said) => { process.stdout.write(`${said}\n`); });
