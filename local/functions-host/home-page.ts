import type { LocalRoute } from '../local-routes/local-route.js';

interface Listed {
  readonly name: string;
  readonly route: string;
  readonly methods: readonly string[];
}

/** What runs here, for whoever opens the address in a browser. */
export function homePage(functions: readonly Listed[], localRoutes: readonly LocalRoute[]): string {
  const rows = functions.map(
    ({ methods, name, route }) =>
      `<tr><td><code>${escape(methods.join(', ') || 'any')}</code></td><td><code>${escape(route)}</code></td><td>${escape(name)}</td></tr>`,
  );
  const links = localRoutes.flatMap(({ path, title }) =>
    title === undefined ? [] : [`<a href="${escape(path)}">${escape(title)}</a>`],
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Function app</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } td { padding: .3rem .8rem .3rem 0; border-top: 1px solid #8884 }
nav { display: flex; gap: 1rem; flex-wrap: wrap }
</style>
<h1>Your function app is running</h1>
<nav>${links.join('')}<a href="/admin/host/status">/admin/host/status</a></nav>
<table>${rows.join('\n')}</table></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
