import { keyAt, valueAt } from '../findings/make-finding.js';
import { isObject, nameOfType, type JsonObject } from '../findings/read-document.js';
import { excerpt } from '../text/escape.js';
import { fieldFix, type Say } from './say.js';

/** Integrity rule 7: `context.focus_paths` lists existing-style project paths: relative, concrete, inside the project. */
export function checkFocusPaths(say: Say, file: string, paths: unknown): void {
  if (paths === undefined) return;
  if (!Array.isArray(paths)) {
    const message = `"context.focus_paths" is ${nameOfType(paths)}; it must be a list of paths from the project's root.`;
    say({ code: 'task/focus-path', place: valueAt('context', 'focus_paths'), message });
    return;
  }
  (paths as readonly unknown[]).forEach((path, index) => {
    const fault = faultOf(path);
    if (fault === null) return;
    const pointer = ['context', 'focus_paths', index];
    const { better } = fault;
    say({
      code: 'task/focus-path', place: valueAt(...pointer),
      message: `${typeof path === 'string' ? `The focus path "${excerpt(path)}"` : `Item ${index + 1} of "context.focus_paths"`} ${fault.reason}.`,
      fixes: better === undefined ? [] : [fieldFix(`Change it to ${excerpt(better)}`, file, { pointer, from: path, value: better })],
    });
  });
}

/** What is wrong with a focus path, and what it should be where that is plain. */
interface PathFault {
  readonly reason: string;
  readonly better?: string;
}

/** What nearly every path looks like; saves it the rest of the questions. */
const plainPath = /^[\w@][\w@/-]*(?:\.[\w@/-]+)*$/;

function faultOf(path: unknown): PathFault | null {
  if (typeof path === 'string' && plainPath.test(path)) return null;
  if (typeof path !== 'string') return { reason: `is ${nameOfType(path)}; a path from the project's root is expected` };
  if (path.trim() === '') return { reason: 'is empty; name a folder or file of the project, or remove it' };
  if (/[\u0000-\u001f]/.test(path)) return { reason: 'contains a control character' };
  if (/^(?:[\\/~]|[A-Za-z]:[\\/]|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(path)) return { reason: 'is not relative; write it from the project\'s root, like src/auth' };
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.\/+)+(?=.)/, '');
  if (plain.split('/').includes('..')) return { reason: 'leads out of the folder it begins in; ".." is not allowed' };
  if (/[*?]/.test(path)) return { reason: 'contains a wildcard; name concrete folders and files' };
  if (plain !== path) return { reason: `should be written from the project's root with "/": ${excerpt(plain)}`, better: plain };
  return null;
}

/** Integrity rule 8: `flow_control.pre_analysis` is a list of steps, each with step, action and command. */
export function checkFlowControl(say: Say, flow: JsonObject): void {
  const steps = flow.pre_analysis;
  if (steps === undefined) return;
  if (!Array.isArray(steps)) {
    const message = `"flow_control.pre_analysis" is ${nameOfType(steps)}; it must be a list of steps.`;
    say({ code: 'task/pre-analysis', place: valueAt('flow_control', 'pre_analysis'), message });
    return;
  }
  (steps as readonly unknown[]).forEach((step, index) => checkStep(say, index, step));
}

function checkStep(say: Say, index: number, step: unknown): void {
  const pointer = ['flow_control', 'pre_analysis', index];
  if (!isObject(step)) {
    say({ code: 'task/pre-analysis', place: valueAt(...pointer), message: `Step ${index + 1} of pre_analysis is ${nameOfType(step)}; an object with step, action and command is expected.` });
    return;
  }
  if (isPresent(step.step) && isPresent(step.action) && hasField(step, 'command')) return;
  const missing = ['step', 'action', 'command'].filter((key) => !hasField(step, key));
  const message = `Step ${index + 1} of pre_analysis lacks ${missing.map((key) => `"${key}"`).join(' and ')}; each step has step, action and command (or commands).`;
  say({ code: 'task/pre-analysis', place: keyAt(...pointer, missing[0] ?? ''), message });
}

/** Successors of document 004 list several `commands` instead of one. */
function hasField(step: JsonObject, key: string): boolean {
  return isPresent(step[key]) || (key === 'command' && isPresent(step.commands));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
