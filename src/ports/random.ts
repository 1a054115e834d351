/** Unguessable values. */
export interface Random {
  /** 128 random bits in base64url, 22 characters. */
  id(): string;
  /** Uniform in [0, 1): for jitter, never for secrets. */
  fraction(): number;
}
