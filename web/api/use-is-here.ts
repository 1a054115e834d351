import { useEffect, useRef } from 'preact/hooks';

/** Whether what asks is still shown: answers may come when its holder has gone elsewhere. */
export function useIsHere(): { readonly current: boolean } {
  const isHere = useRef(true);
  useEffect(
    () => () => {
      isHere.current = false;
    },
    [],
  );
  return isHere;
}
