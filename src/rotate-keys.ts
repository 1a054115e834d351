import { parseArgs } from 'node:util';
import { azureCredential } from './adapters/azure/azure-credential.js';
import { replaceKeyFile } from './adapters/keys/key-file.js';
import type { KeyRing } from './adapters/keys/key-ring.js';
import { openKeySecret, parseSecretAddress, type SecretAddress } from './adapters/keys/key-secret.js';
import { RINGS, rotatedKeys, type RingName } from './adapters/keys/rotated-keys.js';
import { systemClock } from './adapters/system/system-clock.js';
import { MINUTE, plus, rfc3339 } from './domain/instant.js';

const USAGE = `npm run rotate-keys -- --file FILE | --secret https://VAULT/secrets/NAME [--ring ${RINGS.join(',')}] [--minutes 15]

Adds a new key to each named ring of a key file or of a Key Vault secret (all of them without --ring). The services that read
it see it within a minute, and begin to use it after so many minutes; with 0 at once, for a single process.
`;
/** Thrice what a verifier may keep our JWKS for. */
const MINUTES = '15';
const LONGEST_WAIT = 24 * 60;

class WrongUse extends Error {}

interface Wish {
  readonly place: { readonly file: string } | { readonly secret: SecretAddress };
  readonly rings: readonly RingName[];
  readonly minutes: number;
}

function readWish(args: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      secret: { type: 'string' },
      ring: { type: 'string', default: RINGS.join(',') },
      minutes: { type: 'string', default: MINUTES },
    },
  });
  const minutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : Infinity;
  if (minutes > LONGEST_WAIT) throw new WrongUse(`--minutes is a whole number from 0 to ${LONGEST_WAIT}.`);
  return { place: placeOf(values), rings: ringsIn(values.ring), minutes };
}

function ringsIn(list: string): readonly RingName[] {
  return list.split(',').map((name) => {
    const ring = RINGS.find((one) => one === name.trim());
    if (ring === undefined) throw new WrongUse(`--ring takes ${RINGS.join(', ')}, separated by commas.`);
    return ring;
  });
}

function placeOf({
  file,
  secret,
}: {
  file?: string | undefined;
  secret?: string | undefined;
}): Wish['place'] {
  if (file !== undefined && secret === undefined) return { file };
  const address = file === undefined && secret !== undefined ? parseSecretAddress(secret) : undefined;
  if (address === undefined)
    throw new WrongUse(
      'Name the key file with --file, or the secret with --secret https://VAULT/secrets/NAME.',
    );
  return { secret: address };
}

async function rotate({ minutes, place, rings }: Wish): Promise<string> {
  const from = minutes === 0 ? undefined : plus(systemClock.now(), minutes * MINUTE);
  const make = (ring: KeyRing) => rotatedKeys(ring, rings, from);
  const when = from === undefined ? 'as soon as they are read' : `from ${rfc3339(from)}`;
  const told = (where: string) =>
    `${where} has a new key for: ${rings.join(', ')}. They are used ${when}.\n\n`;
  if ('secret' in place) {
    const credential = await azureCredential({ clientId: undefined, isManaged: false });
    await (await openKeySecret(place.secret, credential)).replace(make);
    return told(`${place.secret.vaultUrl}/secrets/${place.secret.name}`) + NEXT_WITH_A_SECRET;
  }
  await replaceKeyFile(place.file, make);
  return told(place.file) + NEXT_WITH_A_FILE;
}

const OLD_KEYS_STAY =
  'Old keys stay in it until nothing made with them is in use: docs/identity.md says how long.\n';

const NEXT_WITH_A_FILE = `Next: bring this file to every instance before then, under the same path. Running ones see it within a minute; nobody has to
be restarted. Keep a copy of the file. ${OLD_KEYS_STAY}`;

const NEXT_WITH_A_SECRET = `Running instances see it within a minute; nobody has to be restarted. The vault keeps the versions before it.
${OLD_KEYS_STAY}`;

try {
  process.stdout.write(await rotate(readWish(process.argv.slice(2))));
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  const misused = error instanceof WrongUse || (error instanceof TypeError && 'code' in error);
  process.stderr.write(`${said}\n${misused ? `\n${USAGE}` : ''}`);
  process.exitCode = 1;
}
