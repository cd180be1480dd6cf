import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { probePort } from '../../../src/node/probe-port.js';

function listening(host: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, host, () => { done(server); });
  });
}

describe('a port', () => {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    it(`is in use while somebody listens on ${host}, and free afterwards`, async function () {
      const server = await listening(host).catch(() => null);
      if (server === null) return this.skip(); // This machine has no such address.
      const { port } = server.address() as AddressInfo;
      assert.equal(await probePort(port), true);
      await new Promise((done) => server.close(done));
      assert.equal(await probePort(port), false);
    });
  }
});
