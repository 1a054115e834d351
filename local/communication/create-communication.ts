import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ActivityTracker } from '../clock/activity-tracker.js';
import { CallService, postCallback } from './call-service.js';
import type { Communication, CommunicationOptions } from './communication.js';
import { DeliveryReports } from './delivery-reports.js';
import { EmailService } from './email-service.js';
import { EventGrid } from './event-grid.js';
import { KeptFile } from './kept-file.js';
import { Modes } from './modes.js';
import { Operations } from './operations.js';
import { Outbox } from './outbox.js';
import { outboxRoutes } from './outbox-routes.js';
import { Postbox } from './postbox.js';
import { ProviderServer } from './provider-server.js';
import { SmsService } from './sms-service.js';

interface Kept {
  readonly port: number;
  readonly accessKey: string;
  readonly secret: string;
}

const CALLBACK_WAITS_MS = [500, 1000, 2000, 4000, 8000];
const REPORT_WAITS_MS = [10, 30, 60, 300, 600, 1800, 3600].map((seconds) => seconds * 1000);

/** Builds the stand-in for Azure Communication Services. */
export function createCommunication({ dataDir, now }: CommunicationOptions): Communication {
  const tracker = new ActivityTracker();
  const track = <T>(work: () => Promise<T>): Promise<T> => tracker.track(work);
  const eventGrid = new EventGrid(now);
  const callbacks = new Postbox({
    ...{ file: join(dataDir, 'callbacks.jsonl'), now, track, waits: CALLBACK_WAITS_MS },
    deliver: postCallback,
  });
  const reported = new Postbox({
    ...{ file: join(dataDir, 'reports.jsonl'), now, track, waits: REPORT_WAITS_MS },
    deliver: ({ address, content }) => eventGrid.deliver(address, content),
  });
  const postboxes = [callbacks, reported];
  const reports = new DeliveryReports(reported, now);
  const outbox = new Outbox(join(dataDir, 'outbox.jsonl'));
  const modes = new Modes(join(dataDir, 'provider.json'));
  const operations = new Operations(join(dataDir, 'operations.txt'));
  const calls = new CallService(join(dataDir, 'calls.json'), outbox, callbacks, modes, now);
  const provider = new ProviderServer({
    emails: new EmailService(outbox, operations, reports, modes, now),
    sms: new SmsService(outbox, reports, modes, now),
    calls,
    modes,
  });
  const kept = new KeptFile<Kept>(join(dataDir, 'communication.json'));
  return {
    name: 'communication',
    routes: outboxRoutes(outbox, modes),
    start: async () => {
      for (const part of [outbox, modes, operations, calls]) await part.open();
      for (const postbox of postboxes) await postbox.load();
      const { accessKey, port: last, secret } = { ...fresh(), ...(await kept.read()) };
      const port = await provider.listen(accessKey, last);
      await kept.write(() => ({ port, accessKey, secret }));
      return { connectionString: `endpoint=http://127.0.0.1:${port}/;accesskey=${accessKey}`, secret };
    },
    open: (reportsTo) => {
      reports.sendTo(reportsTo);
      for (const postbox of postboxes) postbox.open();
    },
    stop: async () => {
      for (const postbox of postboxes) postbox.close();
      await provider.close();
      for (const part of [outbox, operations]) part.close();
    },
    nextDue: () => earliest(postboxes.map((postbox) => postbox.nextDue())),
    clockMoved: () => {
      for (const postbox of postboxes) postbox.clockMoved();
    },
    quiet: () => tracker.quiet(),
  };
}

function fresh(): Kept {
  return {
    port: 0,
    accessKey: randomBytes(64).toString('base64'),
    secret: randomBytes(32).toString('base64url'),
  };
}

function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
