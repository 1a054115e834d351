import { randomUUID } from 'node:crypto';

/** One address added and proven, as the page does it: name it, read the mail, type the code. */
export async function addAndVerify(url, { token }, address = `${randomUUID()}@example.org`) {
  const added = await post(url, 'security-info', token, { channel: 'email', address });
  const code = await newestCode(url, address);
  await post(url, `challenges/${added.challenge.id}/verify`, token, { code });
}

/** @throws Error with the answer when it is not the one that was worked for */
export async function post(url, path, token, body) {
  const answer = await fetch(`${url}/api/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

export async function newestCode(url, address) {
  const answer = await fetch(`${url}/local/outbox?${new URLSearchParams({ to: address })}`);
  const code = /\b\d{6}\b/.exec((await answer.json()).at(-1)?.text ?? '')?.[0];
  if (code === undefined) throw new Error(`no code came to ${address}`);
  return code;
}
