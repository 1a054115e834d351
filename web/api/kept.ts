/** What the browser keeps for us under one name. */
export interface Kept<Value> {
  /** Nothing, too, where nothing can be kept or somebody else has written there. */
  readonly read: () => Value | undefined;
  readonly write: (value: Value) => void;
  readonly forget: () => void;
}

/** As long as this tab. */
export function keptInTab<Value>(name: string): Kept<Value> {
  return keptIn(() => sessionStorage, name);
}

/** Until the browser's data is cleared. */
export function keptInBrowser<Value>(name: string): Kept<Value> {
  return keptIn(() => localStorage, name);
}

/** A browser that is told to keep nothing throws at the mere name of its storage: the page then lives in memory alone. */
function keptIn<Value>(storage: () => Storage, name: string): Kept<Value> {
  return {
    read: () => {
      const text = attempt(() => storage().getItem(name)) ?? 'null';
      return attempt(() => (JSON.parse(text) as Value | null) ?? undefined);
    },
    write: (value) => {
      attempt(() => storage().setItem(name, JSON.stringify(value)));
    },
    forget: () => {
      attempt(() => storage().removeItem(name));
    },
  };
}

function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
