import { useLocation } from 'wouter-preact';
import { useIsHere } from '../api/use-is-here.js';
import { announce, announceNext } from '../ui/announcement.js';

/**
 * Back to the list once something is done, which is said there. Whoever has turned the page meanwhile stays where they are,
 * and hears it there.
 */
export function useBackToList(): (done: string) => void {
  const [, navigate] = useLocation();
  const isHere = useIsHere();
  return (done) => {
    if (!isHere.current) {
      announce(done);
      return;
    }
    announceNext(done);
    // Back doesn't lead to what is done.
    navigate('/', { replace: true });
  };
}
