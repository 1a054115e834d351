const PATHS = {
  alert: 'M12 8v5m0 3.5v.01M12 3 2.5 20h19z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'm6 9 6 6 6-6',
  device: 'M4 5h16v11H4zM9 20h6m-3-4v4',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  key: 'M14.5 9.5a4.5 4.5 0 1 0-3.2 4.3L13 15.5h2v2h2v2h3V17z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  lock: 'M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3',
  mail: 'M3.5 6h17v12h-17zm0 1 8.5 6 8.5-6',
  phone: 'M8 3h8v18H8zm3.5 15h1',
  plus: 'M12 5v14M5 12h14',
  shield: 'M12 3 5 5.5v5.3c0 4.6 2.9 8.2 7 9.7 4.1-1.5 7-5.1 7-9.7V5.5z',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5m3-5v5',
} as const;

export type IconName = keyof typeof PATHS;

/** An ornament beside words that say the same: nothing for a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
