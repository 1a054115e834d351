// Records one history of every workflow from a running host, for a release to come:
//   npm run build && node test/workflows/save-histories.mjs 0.1
// It plays the flows on a local host and reads their histories from its task hub: the status endpoint tells them for people.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../dist-local/azurite/azurite.js';
import { TaskHub } from '../../dist-local/durable-host/task-hub.js';

const release = process.argv[2];
if (release === undefined) throw new Error('Name the release: node test/workflows/save-histories.mjs 0.1');
const folder = join('test/workflows/histories', release);
await mkdir(folder, { recursive: true });

const data = await mkdtemp(join(tmpdir(), 'histories-'));
const emulator = await startEmulator({ dataDir: data, port: 0, allServices: false });
const hub = new TaskHub(emulator.connectionString, 'SecurityInfo');
const options = ['--port', '0', '--data', data, '--storage', emulator.connectionString];
const host = spawn(process.execPath, ['dist-local/main.js', ...options], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const url = await new Promise((resolve) => {
  host.stdout.on('data', (chunk) => {
    const found = /Listening on (\S+)/.exec(String(chunk));
    if (found) resolve(found[1]);
  });
});

let token;
const call = async (method, path, body) => {
  const headers = {
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json();
};
const advance = (duration) => call('POST', '/local/clock', { advance: duration });
const code = async (to) => {
  const entries = await call('GET', `/local/outbox?to=${encodeURIComponent(to)}`);
  return /\b\d{6}\b/.exec(entries.filter(({ template }) => template === 'security-code').at(-1).text)[0];
};
const verify = async (id, to) => {
  const verified = await call('POST', `/api/challenges/${id}/verify`, { code: await code(to) });
  token = verified.accessToken ?? token;
};
const add = async (address) => {
  const { challenge, contact } = await call('POST', '/api/security-info', { channel: 'email', address });
  await verify(challenge.id, address);
  return contact.id;
};
const signUp = async (name) => {
  token = undefined;
  const credentials = { signInName: name, password: 'correct horse battery' };
  await call('POST', '/api/accounts', credentials);
  token = (await call('POST', '/api/sign-in', credentials)).accessToken;
};

const signIn = async (name) => {
  const credentials = { signInName: name, password: 'correct horse battery' };
  token = (await call('POST', '/api/sign-in', credentials)).accessToken;
};
/** Ends every flow that runs, as if its task hub were gone. */
const loseFlows = async () => {
  await passing('PT1S');
  const running = '/runtime/webhooks/durabletask/instances?runtimeStatus=Running,Pending';
  for (const { instanceId } of await call('GET', running)) {
    const instance = `/runtime/webhooks/durabletask/instances/${encodeURIComponent(instanceId)}`;
    await fetch(`${url}${instance}/terminate?reason=lost`, { method: 'POST' });
  }
  await passing('PT1S');
};

/** Finished flows are purged in the night after: each is read right when it ends. */
const kept = new Map();
const collect = async () => {
  for (const { instanceId, name, runtimeStatus } of await call(
    'GET',
    '/runtime/webhooks/durabletask/instances',
  )) {
    if (runtimeStatus !== 'Completed' || kept.has(instanceId)) continue;
    const { history, state } = await hub.load(instanceId);
    const input = JSON.parse(state.input);
    kept.set(instanceId, { name, input, history });
  }
};
const passing = async (duration) => {
  await advance(duration);
  await advance('PT10S');
  await collect();
};

// A notice and a removal that runs out.
await signUp('one@example.com');
const first = await add('one@example.org');
const second = await add('two@example.org');
await call('DELETE', `/api/security-info/${second}`);
await passing('PT1S');
await passing('P7D');
// A window that runs to its end.
const step = await call('POST', '/api/challenges', { contactId: first, purpose: 'step-up' });
await verify(step.id, 'one@example.org');
await call('DELETE', '/api/security-info?acknowledge=protection-window');
await passing('P30D');
// A window that is cancelled after twelve days.
await signUp('three@example.com');
const third = await add('three@example.org');
await call('DELETE', '/api/security-info?acknowledge=protection-window');
await passing('P12D');
const cancel = await call('POST', '/api/challenges', { contactId: third, purpose: 'cancel-protection' });
await verify(cancel.id, 'three@example.org');
await passing('PT1S');

// A replacement that runs to its end.
await signUp('four@example.com');
await add('four@example.org');
const asked = await call('POST', '/api/replacement', { channel: 'email', address: 'four@new.example' });
await verify(asked.challenge.id, 'four@new.example');
await passing('P30D');
// A deadline that passes, and one that ends with a code.
await signUp('five@example.com');
await add('five@example.org');
await passing('P61D');
await signIn('five@example.com');
await passing('P7D');
await signUp('six@example.com');
const sixth = await add('six@example.org');
await passing('P61D');
await signIn('six@example.com');
await passing('P3D');
await signIn('six@example.com');
const confirming = await call('POST', '/api/challenges', { contactId: sixth, purpose: 'confirm' });
await verify(confirming.id, 'six@example.org');
await passing('PT1S');
// Codes of a recovery: for an account, and for a name that has none.
await signUp('recovering@example.com');
const known = await add('recovering@example.org');
token = undefined;
for (const [signInName, proof] of [
  ['recovering@example.com', 'recovering@example.org'],
  ['nobody@example.com', 'nobody'],
]) {
  const { contacts, recoveryId } = await call('POST', '/api/recovery', { signInName });
  const contactId = signInName === 'recovering@example.com' ? known : contacts[0].id;
  await call('POST', `/api/recovery/${recoveryId}/code`, { contactId, proof });
}
await passing('PT10S');
// Flows that were lost, and that the sweeper starts again: a window, a deadline, a removal.
await signUp('seven@example.com');
const seventh = await add('seven@example.org');
await add('eight@example.org');
await call('DELETE', `/api/security-info/${seventh}`);
await loseFlows();
await passing('P8D');
await signUp('nine@example.com');
await add('nine@example.org');
await call('DELETE', '/api/security-info?acknowledge=protection-window');
await passing('P10D');
await loseFlows();
await passing('P20DT1H');
await signUp('ten@example.com');
await add('ten@example.org');
await passing('P61D');
await signIn('ten@example.com');
await passing('P1D');
await loseFlows();
await passing('P6DT1H');
// An erasure that tells two contacts, and one that is lost on its way.
await signUp('eleven@example.com');
await add('eleven@example.org');
await add('twelve@example.org');
await call('DELETE', '/api/account');
await passing('PT15M');
await signUp('thirteen@example.com');
await add('thirteen@example.org');
await call('DELETE', '/api/account');
await loseFlows();
await passing('P1D');

const counts = {};
for (const flow of kept.values()) {
  counts[flow.name] = (counts[flow.name] ?? 0) + 1;
  const file = `${flow.name}-${counts[flow.name]}.history.json`;
  await writeFile(join(folder, file), `${JSON.stringify(flow, undefined, 1)}\n`);
}
console.log(counts);
host.kill('SIGTERM');
await new Promise((resolve) => host.once('exit', resolve));
await emulator.stop();
