import { signal, type ReadonlySignal } from '@preact/signals';

/** As long as NIST SP 800-63B lets a session rest. */
const LONGEST_REST = 60 * 60_000;
const LOOK_EVERY = 60_000;
const USED = 'used';

interface Kept<Value> {
  readonly value: ReadonlySignal<Value | undefined>;
  readonly keep: (value: Value | undefined) => void;
}

/**
 * Something that lives as long as this tab, reloads included: a phone may throw the page away while its holder reads the code
 * in another app. Browsers bring closed tabs back with all that was in them, days later and for whoever sits there then: what
 * nobody has touched for an hour is dropped (`whenLeft`).
 */
export function keptInTab<Value>(name: string): Kept<Value> {
  const read = (): Value | undefined => {
    try {
      return (JSON.parse(storage.get(name) ?? 'null') as Value | null) ?? undefined;
    } catch {
      // Something foreign in its place.
      return undefined;
    }
  };
  const value = signal(read());
  // “Back” may bring an old page to life as it stood: what was dropped since then is dropped there, too.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) value.value = read();
  });
  return {
    value,
    keep: (next) => {
      if (next === undefined) storage.drop(name);
      else storage.set(name, JSON.stringify(next));
      value.value = next;
    },
  };
}

/** Does it once nobody has touched the page for an hour; at once if that is so already. */
export function whenLeft(end: () => void): void {
  const look = (): void => {
    if (isLeft()) end();
  };
  look();
  setInterval(look, LOOK_EVERY);
  document.addEventListener('visibilitychange', look);
}

/** A length of time at this browser: the service's clock has no part in it. */
function isLeft(): boolean {
  const used = Number(storage.get(USED) ?? Date.now());
  return Date.now() - used > LONGEST_REST;
}

/** A browser that keeps nothing keeps it until the next reload. */
const inMemory = new Map<string, string>();
const storage = {
  get: (name: string): string | undefined => {
    try {
      return sessionStorage.getItem(name) ?? undefined;
    } catch {
      return inMemory.get(name);
    }
  },
  set: (name: string, text: string): void => {
    try {
      sessionStorage.setItem(name, text);
    } catch {
      inMemory.set(name, text);
    }
  },
  drop: (name: string): void => {
    inMemory.delete(name);
    try {
      sessionStorage.removeItem(name);
    } catch {
      // It was in memory alone.
    }
  },
};

for (const touch of ['pointerdown', 'keydown', 'input'])
  addEventListener(touch, () => storage.set(USED, String(Date.now())), { capture: true, passive: true });
