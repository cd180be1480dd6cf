import { connect, createServer } from 'node:net';
import { errorCode } from './regular-file.js';

/** Where a program of a developer listens: on either, or on both. */
const addresses = ['127.0.0.1', '::1'] as const;

/** A listener on this machine answers at once, or it is too busy to: in use either way. Milliseconds. */
const patienceMs = 1_000;

/** The PortProbe port. */
export async function probePort(port: number): Promise<boolean> {
  for (const address of addresses) if (await answers(port, address) || await isTaken(port, address)) return true;
  return false;
}

/** Somebody accepts connections. Some systems let a second program listen on one address of a port that another has on all. */
function answers(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host });
    const end = (answer: boolean): void => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(patienceMs, () => { end(true); });
    socket.once('connect', () => { end(true); });
    socket.once('error', () => { end(false); });
  });
}

/** Nobody else can listen there. An address that this machine does not have is no obstacle. */
function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => { done(!['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(errorCode(error) ?? '')); });
    server.listen({ port, host, exclusive: true }, () => { server.close(() => { done(false); }); });
  });
}
