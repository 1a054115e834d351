import type { Answer, Body } from './holder.js';
import type { LocalHost } from './start-host.js';

/** Another system, with the key that local settings give it. */
export class Gate {
  readonly #host: LocalHost;
  readonly #key: string;

  constructor(host: LocalHost, key = 'local-gate-key-good-for-nothing-else') {
    this.#host = host;
    this.#key = key;
  }

  signIn(accountId: string, said: object = {}): Promise<Answer> {
    return this.#post('/api/gate/sign-in', { accountId, ...said });
  }

  operation(accountId: string, operation: string, proof: object = {}): Promise<Answer> {
    return this.#post('/api/gate/operation', { accountId, operation, ...proof });
  }

  takeGrant(recoveryGrant: string): Promise<Answer> {
    return this.#post('/api/gate/recovery-grant', { recoveryGrant });
  }

  async #post(path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.#host.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }
}
