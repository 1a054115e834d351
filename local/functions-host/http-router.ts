import type { FunctionApp } from './function-app.js';
import { matchTemplate, parseTemplate, type RouteTemplate } from './route-template.js';

export interface RoutedFunction {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Route {
  readonly name: string;
  readonly template: RouteTemplate;
  readonly shown: string;
  /** Upper case; empty for all. */
  readonly methods: readonly string[];
}

/** Finds the function for a request as Azure's host does: the first by name whose route and methods fit. */
export class HttpRouter {
  readonly #routes: readonly Route[];

  /** @param prefix host.json's `extensions.http.routePrefix` */
  constructor(app: FunctionApp, prefix: string) {
    this.#routes = app
      .functionsWith('httpTrigger')
      .map(({ binding, name }) => {
        // As on Azure, an empty route is none; the root's is `/`.
        const route = binding.route === undefined || binding.route === '' ? name : binding.route;
        const parts = [prefix, route].map((part) => part.replace(/^\/+|\/+$/g, ''));
        const shown = parts.filter((part) => part !== '').join('/');
        const methods = (binding.methods ?? []).map((method) => method.toUpperCase());
        return { name, template: parseTemplate(shown), shown, methods };
      })
      .sort((a, b) => (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1));
  }

  /** A route whose methods don't fit is passed over, so that a later one may take the request. */
  route(method: string, path: readonly string[]): RoutedFunction | undefined {
    for (const { methods, name, template } of this.#routes) {
      if (methods.length > 0 && !methods.includes(method)) continue;
      const params = matchTemplate(template, path);
      if (params !== undefined) return { name, params };
    }
    return undefined;
  }

  list(): readonly { readonly name: string; readonly route: string; readonly methods: readonly string[] }[] {
    return this.#routes.map(({ methods, name, shown }) => ({ name, route: `/${shown}`, methods }));
  }
}
