import type { LogOutputChannel } from 'vscode';
import type { Log } from '../core/ports.js';

/** The Log port on an output channel of the editor, which adds time and level. */
export function logTo(channel: LogOutputChannel): Log {
  return {
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => channel.error(cause === undefined ? message : `${message}: ${causeText(cause)}`),
  };
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
