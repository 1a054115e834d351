// better-auth with its emailOTP plugin over better-sqlite3, as its documentation sets it up, without limits and telemetry.
//   node server.mjs <folder> [port]
import { createServer } from 'node:http';
import { join } from 'node:path';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { emailOTP } from 'better-auth/plugins';
import Database from 'better-sqlite3';

const [folder, port = '0'] = process.argv.slice(2);
const database = new Database(join(folder, 'better-auth.sqlite'));
// Without it every transaction waits for the disk twice; nobody would run it so.
database.pragma('journal_mode = WAL');

const codes = new Map();
const options = {
  ...{ database, baseURL: 'http://127.0.0.1', secret: 'of a benchmark, good for nothing else at all' },
  ...{ rateLimit: { enabled: false }, telemetry: { enabled: false }, logger: { disabled: true } },
  advanced: { disableOriginCheck: true, disableCSRFCheck: true },
  plugins: [
    emailOTP({
      sendVerificationOTP: ({ email, otp }) => {
        codes.set(email, otp);
        return Promise.resolve();
      },
    }),
  ],
};
const { runMigrations } = await getMigrations(options);
await runMigrations();

const handle = toNodeHandler(betterAuth(options));
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  if (pathname !== '/local/outbox') return void handle(request, response);
  const code = codes.get(searchParams.get('to'));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(code === undefined ? [] : [{ text: code }]));
});
server.listen(Number(port), '127.0.0.1', () =>
  console.log(`Listening on http://127.0.0.1:${server.address().port}`),
);
process.once('SIGTERM', () => process.exit(0));
