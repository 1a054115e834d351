import { expect } from 'vitest';
import { Holder, type Answer } from './holder.js';
import type { LocalHost } from './start-host.js';

/** A holder with one contact and two-step verification on, who may trust a device. */
export class TwoStepHolder extends Holder {
  email = '';
  emailId = '';
  deviceToken: string | undefined;

  static async withTwoStep(host: LocalHost, name: string): Promise<TwoStepHolder> {
    const holder = new TwoStepHolder(host);
    await holder.signUp();
    await holder.signIn();
    holder.email = `${name}@example.org`;
    holder.emailId = await holder.addEmail(holder.email);
    expect(await holder.setTwoStep(true)).toMatchObject({ status: 200, body: { enabled: true } });
    return holder;
  }

  setTwoStep(enabled: boolean): Promise<Answer> {
    return this.call('PUT', '/api/two-step-verification', { enabled });
  }

  /** The password, and the device's token if it has one. Keeps whatever token comes. */
  override async signIn(deviceToken = this.deviceToken, key?: string): Promise<Answer> {
    const { password, signInName } = this;
    const device = deviceToken === undefined ? {} : { deviceToken };
    const answer = await this.post('/api/sign-in', { signInName, password, ...device }, key);
    const { body } = answer;
    this.token = body.outcome === 'code-required' ? body.signInToken : body.accessToken;
    if (body.deviceToken !== undefined) this.deviceToken = body.deviceToken;
    return answer;
  }

  /** The code after the password, typed back. */
  async giveCode(wish: object = {}): Promise<Answer> {
    const asked = await this.post('/api/challenges', { contactId: this.emailId, purpose: 'sign-in' });
    expect(asked.status).toBe(201);
    const code = await this.code(this.email);
    const verified = await this.post(`/api/challenges/${asked.body.id}/verify`, { code, ...wish });
    expect(verified.status).toBe(200);
    this.token = verified.body.accessToken;
    if (verified.body.deviceToken !== undefined) this.deviceToken = verified.body.deviceToken;
    return verified;
  }

  /** Signed in with a code, on a device that is trusted from then on. */
  async trustDevice(deviceName?: string): Promise<string> {
    await this.signIn();
    const name = deviceName === undefined ? {} : { deviceName };
    const { body } = await this.giveCode({ trustDevice: true, ...name });
    if (body.deviceToken === undefined) throw new Error('no device was trusted');
    return body.deviceToken;
  }
}
