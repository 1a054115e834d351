import type { Passwords } from '../../ports/passwords.js';

/** More at once would only take memory: the hashing runs on the thread pool. */
const AT_ONCE = 4;

/** Argon2id in PHC strings. Its native code is loaded when it is needed first: a cold start goes without. */
export function createPasswords(): Passwords {
  const line = new Line(AT_ONCE);
  const hash = async (password: string) => (await native()).hash(password);
  const verify = async (password: string, phc: string) => (await native()).verify(password, phc);
  let nothing: Promise<string> | undefined;
  return {
    hash: (password) => line.run(() => hash(password)),
    verify: (password, phc) => line.run(() => verify(password, phc)),
    verifyNothing: async (password) => {
      nothing ??= hash('nobody has this password');
      const phc = await nothing;
      await line.run(() => verify(password, phc));
      return false;
    },
  };
}

async function native() {
  return (await import('./argon2id.js')).argon2id;
}

class Line {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
