/** Memory-hard password hashing. */
export interface Passwords {
  /** A PHC string. */
  hash(password: string): Promise<string>;
  verify(password: string, phc: string): Promise<boolean>;
  /** Takes as long as a verification and answers no: for names that don't exist. */
  verifyNothing(password: string): Promise<false>;
}
