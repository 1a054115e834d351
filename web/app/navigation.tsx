import { useEffect, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { TextKey } from '../texts/catalog.js';
import { language, text } from '../texts/text.js';
import { Icon, type IconName } from '../ui/icon.js';

interface Place {
  readonly to: string;
  readonly name: TextKey;
  readonly icon: IconName;
  /** Pages that belong to it. */
  readonly leadsTo?: RegExp;
}

const PLACES: readonly Place[] = [
  {
    to: '/',
    name: 'common.nav-security-info',
    icon: 'shield',
    leadsTo: /^\/(?:add|verify|remove|replace|cancel)/,
  },
  {
    to: '/sign-in-options',
    name: 'common.nav-signing-in',
    icon: 'key',
    leadsTo: /^\/(?:password|two-step|app-passwords|recovery-code)$/,
  },
  { to: '/devices', name: 'common.nav-devices', icon: 'device' },
  { to: '/activity', name: 'common.nav-activity', icon: 'list' },
  { to: '/data', name: 'common.nav-data', icon: 'download', leadsTo: /^\/delete-account$/ },
];

/** The way about. Narrow screens show a part of it: the one that they are at. */
export function Navigation() {
  const [location] = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const { tag } = language.value;
  useEffect(() => {
    if (list.current !== null) showCurrent(list.current);
  }, [location, tag]);
  return (
    <nav aria-label={text('common.navigation')}>
      <ul ref={list}>
        {PLACES.map(({ icon, leadsTo, name, to }) => (
          <li key={to}>
            <Link to={to} aria-current={location === to ? 'page' : leadsTo?.test(location) === true}>
              <Icon name={icon} />
              {text(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Moves the list alone: the page stays where its reader is. */
function showCurrent(list: HTMLUListElement): void {
  const here = list.querySelector(':is([aria-current="page"], [aria-current="true"])');
  if (here === null) return;
  const [place, whole] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollBy({ left: place.left + place.width / 2 - (whole.left + whole.width / 2) });
}
