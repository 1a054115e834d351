import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The local host as `npm start` runs it, on a free port.
 *
 * @returns its address and process, how long it took to say so and to be `Running`, and two ways to end it
 */
export async function startHost({ app = 'bench/app', data, env = {}, storage }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const options = ['--app', app, '--port', String(port), '--data', data];
  const from = performance.now();
  // For a profile: HOST_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/profiles"
  const flags = (process.env.HOST_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [...flags, 'dist-local/main.js', ...options, '--storage', storage], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const listening = listens(child).then(() => (performance.now() - from) / 1000);
  const running = isRunning(url, child).then(() => (performance.now() - from) / 1000);
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await new Promise((resolve) => child.once('exit', resolve));
  };
  try {
    const [secondsToListen, secondsToRun] = await Promise.all([listening, running]);
    return {
      ...{ url, pid: child.pid, secondsToReady: Math.max(secondsToListen, secondsToRun) },
      ...{ stop: () => end('SIGTERM'), kill: () => end('SIGKILL') },
    };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

function listens(child) {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said = (said + String(chunk)).slice(-4000);
      if (said.includes('Listening on ')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`The host ended before it listened:\n${said}`)));
  });
}

async function isRunning(url, child) {
  while (child.exitCode === null && child.signalCode === null) {
    const status = await fetch(`${url}/admin/host/status`)
      .then((response) => response.text())
      .catch(() => '');
    if (status.includes('"Running"')) return;
    await sleep(20);
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
