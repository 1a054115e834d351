import { execFileSync } from 'node:child_process';

/** The tests run what is built, as a user would: app and host are compiled once before them. */
export function setup(): void {
  for (const project of ['.', 'local', 'local/drawer/client']) {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' });
  }
}
