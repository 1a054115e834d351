import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalHost, OutboxEntry } from './start-host.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface ContactBody {
  readonly id: string;
  readonly channel: string;
  readonly masked: string;
  readonly address?: string;
  readonly status: string;
}

/** Whatever a route answers with, as a client sees it: which fields there are is for each test to say. */
export interface Body {
  readonly id: string;
  readonly code?: string;
  readonly reason: string;
  readonly status: string | number;
  readonly accountId: string;
  readonly accessToken: string;
  readonly contact: ContactBody;
  readonly contacts: readonly ContactBody[];
  readonly challenge: { readonly id: string; readonly reference: string };
  readonly challengeId: string;
  readonly reference: string;
  readonly hints: readonly { readonly code: string; readonly suggestion?: string }[];
  readonly outcome: string;
  readonly signInToken: string;
  readonly recoveryGrant: string;
  readonly deviceToken?: string;
  readonly enabled: boolean;
  readonly twoStepVerification: boolean;
  readonly devices: readonly {
    readonly id: string;
    readonly name?: string;
    readonly trustedAt: string;
    readonly lastUsedAt: string;
  }[];
  readonly appPasswords: readonly {
    readonly id: string;
    readonly name: string;
    readonly lastUsedAt?: string;
  }[];
  readonly appPassword: string;
  readonly allowed: boolean;
  readonly until?: string;
  readonly expiresAt: string;
  readonly canSkip: boolean;
  readonly confirmation: {
    readonly state: string;
    readonly firstNoticeAt: string;
    readonly skippedUntil: string;
    readonly deadline: string;
  };
  readonly protection: { readonly state: string; readonly startedAt: string; readonly endsAt: string };
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly attemptsRemaining: number;
  readonly sendsRemaining: number;
  readonly retryAfter: number;
  readonly deliveryStatus: string;
  readonly deliveryFailure?: string;
  readonly help: readonly { readonly code: string; readonly text: string }[];
}

/** An account holder with a browser: signs up, signs in, reads codes in the outbox, and types them back. */
export class Holder {
  readonly host: LocalHost;
  readonly signInName: string;
  password = 'correct horse battery';
  accountId = '';
  token = '';
  /** What App Service authentication would add, and where its bearer can't go. */
  headers: Readonly<Record<string, string>> = {};

  constructor(host: LocalHost, signInName = someName()) {
    this.host = host;
    this.signInName = signInName;
  }

  static async signedUp(host: LocalHost): Promise<Holder> {
    const holder = new Holder(host);
    await holder.signUp();
    await holder.signIn();
    return holder;
  }

  async signUp(): Promise<Answer> {
    const { password, signInName } = this;
    const answer = await this.post('/api/accounts', { signInName, password });
    this.accountId = answer.body.accountId;
    return answer;
  }

  async signIn(): Promise<Answer> {
    const { password, signInName } = this;
    const answer = await this.post('/api/sign-in', { signInName, password });
    this.token = answer.body.accessToken;
    return answer;
  }

  /** Adds an email address and proves it; answers with the contact's id. */
  async addEmail(address = `${randomUUID()}@example.org`): Promise<string> {
    return this.#prove(await this.post('/api/security-info', { channel: 'email', address }), address);
  }

  async addPhone(e164: string, country: string, delivery: 'sms' | 'call' = 'sms'): Promise<string> {
    const added = await this.post('/api/security-info', {
      channel: 'phone',
      country,
      number: e164,
      delivery,
    });
    return this.#prove(added, e164);
  }

  async #prove(added: Answer, address: string): Promise<string> {
    if (added.status !== 201)
      throw new Error(`adding answered ${added.status}: ${JSON.stringify(added.body)}`);
    const verified = await this.verify(added.body.challenge.id, await this.code(address));
    if (verified.status !== 200) throw new Error(`verifying answered ${verified.status}`);
    this.token = verified.body.accessToken;
    return added.body.contact.id;
  }

  /** Proves a contact for a step-up; from then on the holder's token is an elevated one. */
  async stepUp(contactId: string, address: string): Promise<void> {
    const challenge = await this.post('/api/challenges', { contactId, purpose: 'step-up' });
    if (challenge.status !== 201)
      throw new Error(`asking for a step-up answered ${challenge.status}: ${JSON.stringify(challenge.body)}`);
    const verified = await this.verify(challenge.body.id, await this.code(address));
    if (verified.status !== 200) throw new Error(`step-up answered ${verified.status}`);
    this.token = verified.body.accessToken;
  }

  verify(challengeId: string, code: string): Promise<Answer> {
    return this.post(`/api/challenges/${challengeId}/verify`, { code });
  }

  removeAll(): Promise<Answer> {
    return this.call('DELETE', '/api/security-info?acknowledge=protection-window');
  }

  info(): Promise<Answer> {
    return this.call('GET', '/api/security-info');
  }

  /** The newest code that went to an address. */
  async code(address: string): Promise<string> {
    for (let tries = 0; tries < 400; tries += 1) {
      const newest = (await this.codes(address)).at(-1);
      if (newest !== undefined) return newest;
      await sleep(50);
    }
    throw new Error('no code arrived');
  }

  async codes(address: string): Promise<readonly string[]> {
    const entries = await this.host.outbox({ to: address });
    return entries.filter(({ template }) => template === 'security-code').map(codeIn);
  }

  /** Templates of the notices that went to an address, in order. */
  async notices(address: string): Promise<readonly string[]> {
    const entries = await this.host.outbox({ to: address });
    return entries.map(({ template }) => template).filter((template) => template !== 'security-code');
  }

  /** The notices once everything under way is through, flows that began before their reason was committed included. */
  async noticesSettled(address: string): Promise<readonly string[]> {
    await this.host.advance('PT15S');
    return this.notices(address);
  }

  /** The link in the newest notice of a kind: where its page is, and what only its reader has. */
  async link(address: string, template: string): Promise<{ path: string; token: string }> {
    const entries = await this.host.outbox({ to: address });
    const text = entries.filter((entry) => entry.template === template).at(-1)?.text ?? '';
    const [, path, token] = /https?:\/\/[^/\s]+(\/\S*)#token=(\S+)/.exec(text) ?? [];
    if (path === undefined || token === undefined) throw new Error(`no link in ${template} to ${address}`);
    return { path, token };
  }

  post(path: string, body?: unknown, key?: string): Promise<Answer> {
    return this.call('POST', path, body, key);
  }

  /** @param key Idempotency-Key */
  async call(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const response = await fetch(`${this.host.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...this.headers,
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
    };
  }
}

/** Six digits, or digit by digit as a voice says them. */
function codeIn({ text }: OutboxEntry): string {
  const found = /(?<![\d#])\d{6}(?!\d)|(?:\d, ){5}\d/.exec(text)?.[0] ?? '';
  return found.replace(/\D/g, '');
}

/** A code that is wrong for sure. */
export function wrong(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0');
}

let pictured = 0;

/** Nobody else's; in pictures it reads like somebody's. */
function someName(): string {
  return process.env['PICTURES'] === '1' ? `ada${++pictured}@example.com` : `${randomUUID()}@example.com`;
}
