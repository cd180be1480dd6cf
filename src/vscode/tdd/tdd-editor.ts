import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Roots } from '../roots/roots.js';
import { checkTdd, createTestFile, goToTest } from './tdd-gestures.js';
import { TddLenses } from './tdd-lenses.js';
import { TddProblems, type ProblemPorts } from './tdd-problems.js';
import { TddProjects } from './tdd-projects.js';
import { TddStatus } from './tdd-status.js';

/** What of tests is seen in the editor, and what commands ask of it. */
export interface TddEditor extends Disposable {
  readonly projects: TddProjects;
  readonly lenses: TddLenses;
  readonly status: TddStatus;
  readonly problems: TddProblems;
  /** `given`: what VS Code handed to the command, the address of a file or nothing; `file`, `changes` or `workspace` asks no question. */
  readonly check: (given: unknown) => Promise<void>;
  readonly goToTest: (given: unknown) => Promise<void>;
  readonly createTestFile: (given: unknown) => Promise<void>;
}

/** Builds it for all roots there are and will be. Runs git, so only where the workspace is trusted. */
export function startTdd(roots: Roots, ports: ProblemPorts): TddEditor {
  const lifetime = new Lifetime();
  const projects = lifetime.own(new TddProjects(roots));
  const problems = lifetime.own(new TddProblems(projects, ports));
  const desk = { projects, problems };
  return {
    projects, problems,
    lenses: lifetime.own(new TddLenses(projects)),
    status: lifetime.own(new TddStatus(projects)),
    check: (given) => checkTdd(desk, given),
    goToTest: (given) => goToTest(desk, given),
    createTestFile: (given) => createTestFile(desk, given),
    dispose: () => lifetime.dispose(),
  };
}
