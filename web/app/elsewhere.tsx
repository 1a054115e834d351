import { useLayoutEffect, useRef } from 'preact/hooks';
import { matchRoute, useLocation, useRouter } from 'wouter-preact';
import { session, sessionEnd } from '../api/session.js';
import { homeOf, routes } from './routes.js';
import { takeWantedPage, wantPage } from './wanted.js';

/** Where nobody asks to go who leaves: who comes next starts at the beginning. */
function hasLeft(): boolean {
  return sessionEnd.value !== undefined && sessionEnd.value !== 'ended';
}

/**
 * For an address that is not for whoever asks: leads to what they have to do first, and once they are in to the page that they
 * asked for.
 *
 * @param isAsked whether the address is new, and not the page that its holder was on when the session ended
 */
export function Elsewhere({ isAsked }: { readonly isAsked: boolean }) {
  const [location, navigate] = useLocation();
  const { parser } = useRouter();
  const asked = useRef(isAsked);
  asked.current = isAsked;
  const now = session.value;
  useLayoutEffect(() => {
    if (now?.asks === 'nothing') {
      navigate(takeWantedPage() ?? homeOf(now), { replace: true });
      return;
    }
    const route = routes.find(({ path }) => matchRoute(parser, path, location)[0]);
    const isForLater = route !== undefined && [route.for].flat().includes('nothing');
    if (isForLater && location !== '/' && (asked.current || !hasLeft())) wantPage(location);
    navigate(homeOf(now), { replace: true });
  }, [location, now]);
  return null;
}
