/** Does something after so many milliseconds, unless the process has ended by then: it doesn't wait for it. */
export type Later = (ms: number, act: () => void) => void;
