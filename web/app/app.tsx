import { useEffect } from 'preact/hooks';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import { session } from '../api/session.js';
import { StepUpDialog } from '../challenge/step-up-dialog.js';
import { turnPage } from '../ui/announcement.js';
import { Frame } from './frame.js';
import { homeOf, mayShow, routes } from './routes.js';

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
  useEffect(turnPage, [location]);
  useEffect(() => scrollTo(0, 0), [location]);
  const shown = routes.filter((route) => mayShow(route, session.value));
  return (
    <Switch>
      {shown.map(({ Page, path }) => (
        <Route key={path} path={path}>
          {(params) => <Page params={params} />}
        </Route>
      ))}
      <Route>
        <Redirect to={homeOf(session.value)} replace />
      </Route>
    </Switch>
  );
}
