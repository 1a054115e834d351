// A worker's cold start, in a process of its own: loads the app in the folder, then asks it for one page.
//   node bench/support/cold-worker.mjs FOLDER FUNCTION PATH
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CoreModule } from '../../dist-local/functions-host/core-module.js';
import { Invocation } from '../../dist-local/functions-host/invocation.js';

const [folder, name, path] = process.argv.slice(2);
const quiet = () => undefined;
const core = new CoreModule(quiet);
core.install();
const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
const sinceStart = () => {
  const { system, user } = process.cpuUsage(cpuFrom);
  return { wall: performance.now() - from, cpu: (user + system) / 1000 };
};

await import(pathToFileURL(join(folder, main)).href);
await core.runHooks('appStart', { hookData: {}, appHookData: core.appHookData });
core.lock();
await core.model.getCapabilities?.({});
const registered = sinceStart();

const url = `http://127.0.0.1:7071${path}`;
const http = { method: 'GET', url, headers: {}, query: {}, params: {} };
const invocation = new Invocation(core, core.functions.get(name), quiet, randomUUID());
const { returnValue } = await invocation.run({ data: { http }, metadata: {} }, () => '{}');
const answered = sinceStart();

const status = Number(returnValue.http.statusCode);
if (status !== 200) throw new Error(`${name} of ${folder} answered ${status}`);
console.log(JSON.stringify({ registered, answered }));
process.exit();
