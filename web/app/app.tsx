import { useEffect, useRef } from 'preact/hooks';
import { Route, Router, Switch, useLocation } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import { session } from '../api/session.js';
import { StepUpDialog } from '../challenge/step-up-dialog.js';
import { arriving } from '../outside/arrival.js';
import { Arriving } from '../outside/arriving.js';
import { turnPage } from '../ui/announcement.js';
import { Elsewhere } from './elsewhere.js';
import { Frame } from './frame.js';
import { mayShow, routes } from './routes.js';

export function App() {
  return (
    <Router hook={useHashLocation}>
      <Frame>
        <Pages />
      </Frame>
      <StepUpDialog />
    </Router>
  );
}

function Pages() {
  const [location] = useLocation();
  const last = useRef<string>();
  const isAsked = last.current !== location;
  useEffect(() => {
    last.current = location;
  }, [location]);
  useEffect(turnPage, [location]);
  useEffect(() => scrollTo(0, 0), [location]);
  if (arriving.value) return <Arriving />;
  const shown = routes.filter((route) => mayShow(route, session.value));
  return (
    <Switch>
      {shown.map(({ Page, path }) => (
        <Route key={path} path={path}>
          {(params) => <Page params={params} />}
        </Route>
      ))}
      <Route>
        <Elsewhere isAsked={isAsked} />
      </Route>
    </Switch>
  );
}
