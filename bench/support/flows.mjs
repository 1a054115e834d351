import { setTimeout as sleep } from 'node:timers/promises';

const WEBHOOKS = '/runtime/webhooks/durabletask';

/** Orchestrations of a running host, from the outside. */
export class Flows {
  #url;
  /** Mean duration so far, so that waiting asks seldom. */
  #usual = 0;

  constructor(url) {
    this.#url = url;
  }

  async start(name, id, input) {
    const path = `${WEBHOOKS}/orchestrators/${name}/${id}`;
    const response = await fetch(this.#url + path, { method: 'POST', body: JSON.stringify(input) });
    await response.arrayBuffer();
    if (response.status !== 202) throw new Error(`${name} ${id}: start answered ${response.status}`);
  }

  /** Starts one and waits for its end. Asks when it is likely over: each question is a storage request, too. */
  async runOne(name, id, input) {
    const from = performance.now();
    await this.start(name, id, input);
    await sleep(this.#usual * 0.8);
    while (!(await this.#isOver(id))) await sleep(Math.max(2, this.#usual * 0.08));
    this.#usual = this.#usual * 0.8 + (performance.now() - from) * 0.2;
  }

  /** Virtual time goes forward; answers when nothing is left to run. */
  async advance(duration) {
    const response = await fetch(`${this.#url}/local/clock`, {
      method: 'POST',
      body: JSON.stringify({ advance: duration }),
    });
    if (response.status !== 200) throw new Error(`the clock answered ${response.status}`);
    await response.arrayBuffer();
  }

  quiet() {
    return this.advance('PT0S');
  }

  /** How many instances whose id begins so have this status. */
  async count(status, idPrefix) {
    let count = 0;
    let token = '';
    do {
      const query = `runtimeStatus=${status}&instanceIdPrefix=${idPrefix}&showInput=false&top=1000`;
      const headers = token === '' ? {} : { 'x-ms-continuation-token': token };
      const response = await fetch(`${this.#url}${WEBHOOKS}/instances?${query}`, { headers });
      count += (await response.json()).length;
      token = response.headers.get('x-ms-continuation-token') ?? '';
    } while (token !== '');
    return count;
  }

  async status(id) {
    const response = await fetch(`${this.#url}${WEBHOOKS}/instances/${id}`);
    return response.json();
  }

  async #isOver(id) {
    const { runtimeStatus } = await this.status(id);
    if (runtimeStatus === 'Failed') throw new Error(`${id} failed`);
    return runtimeStatus === 'Completed';
  }
}
