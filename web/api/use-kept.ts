import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { keptInTab } from './kept-in-tab.js';
import { session } from './session.js';
import { useIsHere } from './use-is-here.js';

/** One at a time: there is one page. */
const asked = keptInTab<{ readonly name: string; readonly value: unknown }>('asked');
// Not for who comes next.
effect(() => {
  if (session.value === undefined) asked.keep(undefined);
});

/**
 * State of a page that a reload does not lose: a phone may throw the page away while the code is read in another app. Whoever
 * leaves the page and comes back begins anew.
 *
 * @param name of what is kept, one of its kind; nothing is kept without it
 */
export function useKept<Value>(
  name: string | undefined,
): readonly [Value | undefined, (value: Value | undefined) => void] {
  const [own, setOwn] = useState<Value>();
  const isHere = useIsHere();
  useEffect(
    () => () => {
      if (asked.value.peek()?.name === name) asked.keep(undefined);
    },
    [name],
  );
  if (name === undefined) return [own, setOwn];
  const { value: kept } = asked.value;
  const value = kept?.name === name ? (kept.value as Value) : undefined;
  const keep = (next: Value | undefined): void => {
    // By now there may be something of another page in its place, or somebody else at this one.
    if (isHere.current) asked.keep(next === undefined ? undefined : { name, value: next });
  };
  return [value, keep];
}
