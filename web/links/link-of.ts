/** The notices' links (REP-2, RMV-5, REC-4): each has a page of its own at `/api/links/<link>`. */
const LINKS = ['cancel-protection', 'repudiate-password', 'undo-removal'] as const;

export type LinkName = (typeof LINKS)[number];

/** Which link was opened, if one was. */
export function linkOf(path: string): LinkName | undefined {
  return LINKS.find((link) => path === `/api/links/${link}`);
}
