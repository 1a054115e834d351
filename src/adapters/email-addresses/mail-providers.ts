/** Domains whose mailboxes are read at one place, the first naming them all. */
const FAMILIES: readonly (readonly string[])[] = [
  [
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'passport.com',
    'outlook.de',
    'outlook.fr',
    'outlook.es',
    'outlook.jp',
    'hotmail.co.uk',
    'hotmail.fr',
    'hotmail.de',
    'hotmail.it',
    'live.co.uk',
    'live.fr',
    'live.de',
  ],
  ['gmail.com', 'googlemail.com'],
  ['icloud.com', 'me.com', 'mac.com'],
  [
    'yahoo.com',
    'yahoo.co.uk',
    'yahoo.de',
    'yahoo.fr',
    'yahoo.es',
    'yahoo.it',
    'yahoo.co.jp',
    'ymail.com',
    'rocketmail.com',
  ],
  ['aol.com', 'aim.com'],
  ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
  ['gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'gmx.com'],
  ['yandex.ru', 'yandex.com', 'ya.ru'],
  ['qq.com', 'foxmail.com'],
];

const PROVIDERS = new Map(
  FAMILIES.flatMap((family) => family.map((domain) => [domain, family[0] ?? domain] as const)),
);

/** What a domain's mailboxes have in common; a domain nobody knows stands for itself. */
export function providerOf(domain: string): string {
  const folded = domain.toLowerCase();
  return PROVIDERS.get(folded) ?? folded;
}
