import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { SecurityInfo, TrustedDevice } from '../api/shapes.js';
import { useLoaded } from '../api/use-loaded.js';
import { day } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { RevocableList } from './revocable-list.js';

interface Shown {
  readonly info: SecurityInfo;
  readonly devices: readonly TrustedDevice[];
}

/** DEV-1: what signs in without a code. */
export function TrustedDevices() {
  const [shown, reload] = useLoaded(load);
  return (
    <Page title={text('account.devices-title')} lead={text('account.devices-lead')}>
      <Loading from={shown} reload={reload}>
        {({ devices, info }) => {
          const hindrance = devices.length === 0 ? undefined : hindranceOf(info);
          return (
            <>
              <Obstacle info={info} is={hindrance} />
              <h2>{text('account.devices-list')}</h2>
              {devices.length === 0 ? (
                <p>{text('account.devices-none')}</p>
              ) : (
                <RevocableList
                  icon="device"
                  of="device"
                  items={devices.map(({ id, lastUsedAt, name, trustedAt }) => ({
                    id,
                    name: name ?? text('account.device-unnamed'),
                    facts: [
                      text('account.added', { on: day(trustedAt) }),
                      text('account.last-used', { on: day(lastUsedAt) }),
                    ],
                  }))}
                  mayRevoke={hindrance === undefined}
                  revoke={revoke}
                  reload={reload}
                />
              )}
              <h2>{text('account.devices-how-title')}</h2>
              <p>{text('account.devices-how')}</p>
            </>
          );
        }}
      </Loading>
    </Page>
  );
}

async function load(): Promise<Outcome<Shown>> {
  const [info, listed] = await Promise.all([
    ask(api.GET('/security-info')),
    ask(api.GET('/trusted-devices')),
  ]);
  if (!info.ok) return info;
  if (!listed.ok) return listed;
  return { ok: true, value: { info: info.value, devices: listed.value.devices } };
}

function revoke(deviceId: string, key: string): Promise<Outcome<unknown>> {
  return ask(
    api.DELETE('/trusted-devices/{deviceId}', { params: { path: { deviceId }, ...idempotent(key) } }),
  );
}
