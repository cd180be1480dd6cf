import { userInfo } from 'node:os';

/** The name of the user this process runs as; a number where the system knows no name for it (containers). */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch (error) {
    const nameless = error instanceof Error && 'syscall' in error;
    if (!nameless) throw error;
    return String(process.getuid?.() ?? 'unknown');
  }
}
