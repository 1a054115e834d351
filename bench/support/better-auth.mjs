import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { newestCode, post } from './add-flow.mjs';

const FOLDER = 'bench/better-auth';

export const isInstalled = () => existsSync(`${FOLDER}/node_modules/better-auth`);

export const HOW_TO_INSTALL = `beside better-auth nothing was measured: npm install --prefix ${FOLDER}`;

/** @returns its address and process, and how to end it */
export async function startBetterAuth(data) {
  const child = spawn(process.execPath, [`${FOLDER}/server.mjs`, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const said = /Listening on (http:\S+)/.exec(String(chunk))?.[1];
      if (said !== undefined) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`better-auth ended with ${code} before it listened`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once('exit', resolve));
  };
  return { url, pid: child.pid, stop };
}

/** The nearest it has: an address nobody knows gets a code, and proves itself with it. It begins a session, too. */
export async function askAndVerify(url) {
  const email = `${randomUUID()}@example.org`;
  await post(url, 'auth/email-otp/send-verification-otp', undefined, { email, type: 'sign-in' });
  const otp = await newestCode(url, email);
  await post(url, 'auth/sign-in/email-otp', undefined, { email, otp });
}
