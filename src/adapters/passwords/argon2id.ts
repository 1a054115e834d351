import { hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for Argon2id (the library's default variant): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** In PHC strings. Loading this loads native code. */
export const argon2id = {
  hash: (password: string): Promise<string> => hash(password, PARAMETERS),
  verify: (password: string, phc: string): Promise<boolean> => verify(phc, password),
};
