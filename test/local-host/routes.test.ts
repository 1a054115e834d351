import { describe, expect, it } from 'vitest';
import { startHost } from '../support/start-host.js';

const APP = 'test/fixtures/routes';

describe('a function at the root', () => {
  it.each(['true', 'false'])('wins over the home page (disabled: %s)', async (disabled) => {
    await using host = await startHost({ app: APP, env: { AzureWebJobsDisableHomepage: disabled } });
    const at = async (path: string) => {
      const response = await fetch(`${host.url}${path}`);
      return [response.status, await response.text()];
    };
    expect(await at('/')).toEqual([200, 'root']);
    expect(await at('/inside/x')).toEqual([200, 'inside']);
    expect(await at('/outside')).toEqual([404, '']);
    // An empty route is none: the function answers under its name.
    expect(await at('/nameless')).toEqual([200, 'nameless']);
    expect((await fetch(`${host.url}/admin/host/ping`)).status).toBe(200);
    const listed = (await (await fetch(`${host.url}/admin/functions/root`)).json()) as object;
    expect(listed).toMatchObject({ invoke_url_template: `${host.url}/` });
  });

  it('leaves the home page to an app that has none there', async () => {
    await using host = await startHost({ app: APP, env: { 'AzureWebJobs.root.Disabled': 'true' } });
    expect(await (await fetch(`${host.url}/`)).text()).toContain('Your function app is running');
  });
});

describe('two routes that fit', () => {
  it('the function whose name comes first takes the request, however specific the other is', async () => {
    await using host = await startHost({ app: APP });
    const at = async (path: string) => (await fetch(`${host.url}${path}`)).text();
    expect(await at('/first/literal')).toBe('the parameter');
    expect(await at('/second/literal')).toBe('the literal');
    expect(await at('/second/other/thing')).toBe('the rest');
  });
});
