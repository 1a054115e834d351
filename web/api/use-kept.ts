import { useEffect, useState } from 'preact/hooks';

/**
 * State that a reload does not lose, nor a phone that throws the page away while its holder reads the code in another app. It
 * lasts as long as the page is open in this tab: whoever leaves it and comes back begins anew.
 *
 * @param name of what is kept, one of its kind in the whole page; nothing is kept without it
 */
export function useKept<Value>(
  name: string | undefined,
): readonly [Value | undefined, (value: Value | undefined) => void] {
  const [value, setValue] = useState(() => kept<Value>(name));
  useEffect(
    () => () => {
      if (name !== undefined) sessionStorage.removeItem(name);
    },
    [name],
  );
  const keep = (next: Value | undefined): void => {
    if (name !== undefined && next === undefined) sessionStorage.removeItem(name);
    if (name !== undefined && next !== undefined) sessionStorage.setItem(name, JSON.stringify(next));
    setValue(next);
  };
  return [value, keep];
}

function kept<Value>(name: string | undefined): Value | undefined {
  const text = name === undefined ? null : sessionStorage.getItem(name);
  return text === null ? undefined : (JSON.parse(text) as Value);
}
