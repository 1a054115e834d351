import type { Answer, Body } from './holder.js';
import type { LocalHost } from './start-host.js';

/** Somebody at a network address of their own: behind one trusted proxy, as `TRUSTED_PROXIES=1` reads it. */
export class Visitor {
  readonly #host: LocalHost;
  readonly #from: string;

  constructor(host: LocalHost, from: string) {
    this.#host = host;
    this.#from = from;
  }

  signIn(signInName: string, password: string): Promise<Answer> {
    return this.post('/api/sign-in', { signInName, password });
  }

  async post(path: string, body: unknown, token = ''): Promise<Answer> {
    const response = await fetch(`${this.#host.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': this.#from,
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
    };
  }
}
