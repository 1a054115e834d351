import { parseArgs } from 'node:util';
import { replaceKeyFile } from './adapters/keys/key-file.js';
import { RINGS, rotatedKeys, type RingName } from './adapters/keys/rotated-keys.js';
import { systemClock } from './adapters/system/system-clock.js';
import { MINUTE, plus, rfc3339 } from './domain/instant.js';

const USAGE = `npm run rotate-keys -- --file FILE [--ring ${RINGS.join(',')}] [--minutes 15]

Adds a new key to each named ring of a key file (all of them without --ring). The services that read the file see it within
a minute, and begin to use it after so many minutes; with 0 at once, for a single process.
`;
/** Thrice what a verifier may keep our JWKS for. */
const MINUTES = '15';
const LONGEST_WAIT = 24 * 60;

class WrongUse extends Error {}

interface Wish {
  readonly file: string;
  readonly rings: readonly RingName[];
  readonly minutes: number;
}

function readWish(args: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      ring: { type: 'string', default: RINGS.join(',') },
      minutes: { type: 'string', default: MINUTES },
    },
  });
  if (values.file === undefined) throw new WrongUse('Name the key file with --file.');
  const minutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : Infinity;
  if (minutes > LONGEST_WAIT) throw new WrongUse(`--minutes is a whole number from 0 to ${LONGEST_WAIT}.`);
  return { file: values.file, rings: ringsIn(values.ring), minutes };
}

function ringsIn(list: string): readonly RingName[] {
  return list.split(',').map((name) => {
    const ring = RINGS.find((one) => one === name.trim());
    if (ring === undefined) throw new WrongUse(`--ring takes ${RINGS.join(', ')}, separated by commas.`);
    return ring;
  });
}

async function rotate({ file, minutes, rings }: Wish): Promise<string> {
  const from = minutes === 0 ? undefined : plus(systemClock.now(), minutes * MINUTE);
  await replaceKeyFile(file, (ring) => rotatedKeys(ring, rings, from));
  const when = from === undefined ? 'as soon as they are read' : `from ${rfc3339(from)}`;
  return `${file} has a new key for: ${rings.join(', ')}. They are used ${when}.

Next: bring this file to every instance before then, under the same path. Running ones see it within a minute; nobody has to
be restarted. Keep a copy of the file. Old keys stay in it until nothing made with them is in use: docs/identity.md says how long.
`;
}

try {
  process.stdout.write(await rotate(readWish(process.argv.slice(2))));
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  const misused = error instanceof WrongUse || (error instanceof TypeError && 'code' in error);
  process.stderr.write(`${said}\n${misused ? `\n${USAGE}` : ''}`);
  process.exitCode = 1;
}
