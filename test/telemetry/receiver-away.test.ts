import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost } from '../support/start-host.js';

/** Takes connections and never says a word. */
async function mute(): Promise<AsyncDisposable & { readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((socket) => {
    socket.on('data', () => (asked += 1)).on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.close();
    },
  };
}

it('a receiver that says nothing holds up no request, and the end by some seconds only', async () => {
  await using receiver = await mute();
  // Far more than anybody waits for: what waits for an answer can't be mistaken for what is slow.
  const patient = { OTEL_EXPORTER_OTLP_TIMEOUT: '120000' };
  await using host = await startHost({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...patient } });
  const holder = await Holder.signedUp(host);
  await holder.addEmail('ada@example.org');
  // Several batches are due by now, and none of them was answered.
  await expect.poll(receiver.asked, { timeout: 30_000 }).toBeGreaterThan(0);
  const asked = performance.now();
  expect((await holder.info()).status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(20_000);
  const began = performance.now();
  await host.stop();
  expect(performance.now() - began).toBeLessThan(25_000);
  expect(host.logs).not.toMatch(/unhandled|Error:/i);
});
