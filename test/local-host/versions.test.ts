import { describe, expect, it } from 'vitest';
import { compareVersions, versionFits } from '../../local/durable-host/versions.js';
import { readSettings } from '../../local/durable-host/settings.js';
import { DurableApp } from '../support/durable-app.js';

describe('a host with a version', () => {
  it('gives it to what starts, children too, unless they name another', async () => {
    await using app = await DurableApp.start('test/fixtures/durable-versions');
    const begin = async (name: string, id: string, given: Record<string, unknown> = {}) => {
      expect((await app.call('POST', `/client/start/${id}`, { name, ...given })).status).toBe(200);
      return app.reaches(id, 'Completed', 'Failed');
    };
    expect(await begin('version', 'v1')).toMatchObject({ output: '2.0' });
    expect(await begin('version', 'v2', { version: '1.0' })).toMatchObject({ output: '1.0' });
    expect(await begin('versionOfChild', 'v3')).toMatchObject({ output: { parent: '2.0', child: '2.0' } });
    const other = { input: '1.5', version: '1.0' };
    expect(await begin('versionOfChild', 'v4', other)).toMatchObject({
      output: { parent: '1.0', child: '1.5' },
    });
    const newer = await begin('version', 'v5', { version: '3.0' });
    expect(newer).toMatchObject({ runtimeStatus: 'Failed' });
    expect(newer.output).toContain('did not comply with Worker Versioning');
  });

  it('finishes what an older host began', async () => {
    await using app = await DurableApp.start();
    await app.begin('approval', 'old');
    await app.reaches('old', 'Running');
    await using next = await DurableApp.startOn(app.host, 'test/fixtures/durable-versions');
    await next.raise('old', 'Approval', 'yes');
    expect(await next.reaches('old', 'Completed')).toMatchObject({ output: 'approved: yes' });
  });
});

describe('versions', () => {
  it.each([
    [null, null, 0],
    ['', null, 0],
    [null, '1.0', -1],
    ['1.0', '', 1],
    ['1.10', '1.9', 1],
    ['2.0', '2.0.0', -1],
    ['beta', 'ALPHA', 1],
    ['v1', 'V1', 0],
    ['1', '2.0', -1],
  ])('%s against %s: %s', (one, other, expected) => {
    expect(compareVersions(one, other)).toBe(expected);
  });

  it.each([
    ['None', '9.0', true],
    ['Strict', '2.0', true],
    ['Strict', '2.00', false],
    ['Strict', '1.0', false],
    ['CurrentOrOlder', '1.0', true],
    ['CurrentOrOlder', null, true],
    ['CurrentOrOlder', '2.1', false],
  ])('%s lets %s through: %s', (versionMatchStrategy, version, fits) => {
    const settings = readSettings({ defaultVersion: '2.0', versionMatchStrategy });
    expect(versionFits(version, settings)).toBe(fits);
  });
});
