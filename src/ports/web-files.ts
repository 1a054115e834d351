/** What the web build made, ready to be sent. */
export interface WebFiles {
  /** The page; undefined while it is not built. */
  readonly page: () => Promise<WebFile | undefined>;
  /** What the page loads, by its name; undefined for a name that the build did not make. */
  readonly asset: (name: string) => Promise<WebFile | undefined>;
}

export interface WebFile {
  readonly contentType: string;
  /** Of the plain bytes; changes with every change of them. */
  readonly fingerprint: string;
  readonly plain: Uint8Array;
  readonly br?: Uint8Array;
  readonly gzip?: Uint8Array;
}
