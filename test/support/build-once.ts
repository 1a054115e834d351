import { execFileSync } from 'node:child_process';

/** The tests run what is built, as a user would: app, host and page are built once before them. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
