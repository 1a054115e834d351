const KEPT = 'wanted';

/** A page that somebody asked for who has to sign in first; a reload in between does not lose it. */
export function wantPage(path: string): void {
  sessionStorage.setItem(KEPT, path);
}

/** That page, once. */
export function takeWantedPage(): string | undefined {
  const path = sessionStorage.getItem(KEPT) ?? undefined;
  sessionStorage.removeItem(KEPT);
  return path;
}
