import type { HttpRequest } from '@azure/functions';
import type { Instant } from '../domain/instant.js';
import type { FieldError } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import type { KeptAnswer } from '../ports/answers.js';
import type { KeyedRequest } from '../ports/keyed-requests.js';
import { Unavailable } from '../ports/unavailable.js';
import { write, type Answer, type WrittenAnswer } from './answer.js';
import type { Contract } from './contract.js';
import type { Services } from './services.js';

const HEADER = 'idempotency-key';
/** Printable ASCII, as the IETF draft's quoted strings and everybody's UUIDs are. */
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

interface Asked {
  readonly contract: Contract;
  readonly request: HttpRequest;
  readonly caller: Caller | undefined;
  /** What the request says, whole. */
  readonly content: unknown;
}

/**
 * DUR-4: a request with an `Idempotency-Key` is answered once; a repeat within a day gets the same answer. What the first
 * try changed is remembered with the change itself, so that a crash before the answer was kept loses nothing.
 *
 * @param answer gives the answer; with the keyed request, where there is one
 */
export async function answerOnce(
  services: Services,
  asked: Asked,
  requestId: string,
  answer: (request: KeyedRequest | undefined) => Promise<Answer>,
): Promise<Answer> {
  const { caller, content, contract, request } = asked;
  const idempotencyKey = contract.method === 'GET' ? null : request.headers.get(HEADER);
  if (idempotencyKey === null) return answer(undefined);
  if (!KEY.test(idempotencyKey)) return { problem: { code: 'invalid-request', errors: [badKey] } };

  const now = services.clock.now();
  const identity = {
    sessionId: caller?.sessionId,
    route: contract.name,
    idempotencyKey,
    content: JSON.stringify(content),
  };
  const keyed = services.keyedRequests.of(identity, now);
  const kept = await services.answers.find(keyed.key, now);
  if (kept !== undefined) return firstAnswer(keyed, kept);
  const written = write(await answer(keyed), requestId);
  return isFinal(written) ? keep(services, keyed, written, now) : { repeated: written };
}

function firstAnswer(keyed: KeyedRequest, kept: KeptAnswer): Answer {
  if (kept.content !== keyed.content) return { problem: { code: 'idempotency-key-reused' } };
  return { repeated: JSON.parse(keyed.open(kept.sealed)) as WrittenAnswer };
}

const badKey: FieldError = {
  path: 'Idempotency-Key',
  code: 'invalid',
  message: 'must have 1 to 255 printable ASCII characters',
};

/** What a repeat may turn into something better is not kept: outages, and waits that pass. */
function isFinal({ status }: WrittenAnswer): boolean {
  return status < 500 && status !== 429;
}

/** The change is remembered already: an answer that can't be kept is made again from that. */
async function keep(
  { answers }: Services,
  keyed: KeyedRequest,
  written: WrittenAnswer,
  now: Instant,
): Promise<Answer> {
  try {
    const answer = { content: keyed.content, sealed: keyed.seal(JSON.stringify(written)) };
    return firstAnswer(keyed, await answers.keep(keyed.key, answer, now));
  } catch (error) {
    if (error instanceof Unavailable) return { repeated: written };
    throw error;
  }
}
