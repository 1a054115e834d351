import type { HttpHandler, HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import type { WebFile, WebFiles } from '../ports/web-files.js';
import { response, write } from './answer.js';
import { contentCoding } from './content-coding.js';
import { securityHeaders } from './headers.js';
import { pageHeaders } from './page-headers.js';

/** What the page is served from. */
export interface Web {
  readonly files: WebFiles;
  readonly isDevelopment: boolean;
  /** Where else the page may ask: whoever signs people in. */
  readonly providerOrigin?: string | undefined;
}

interface Registered {
  readonly methods: HttpMethod[];
  readonly authLevel: 'anonymous';
  readonly handler: HttpHandler;
}

/** Names that a build never gives to something else may be kept for good. */
const FOR_GOOD = { ...securityHeaders, 'Cache-Control': 'public, max-age=31536000, immutable' };

/** The links of notices; opening one does nothing: mail scanners open every link (REP-2). */
const LINKS: ReadonlySet<string | undefined> = new Set([
  'cancel-protection',
  'repudiate-password',
  'undo-removal',
]);

/**
 * The account-security page and what it loads, in the smallest form that a browser takes. Behind a notice's link is the
 * same page: it sees by its address what to ask, and keeps to itself what is behind the `#`.
 */
export function webPage(getWeb: () => Web): Readonly<Record<'page' | 'linkPage' | 'asset', Registered>> {
  const findPage: Find = async (_, warn) => {
    const { files, ...where } = getWeb();
    const file = await files.page();
    if (file === undefined) warn('The page is not built: dist/web has no index.html.');
    return { file, headers: pageHeaders(where) };
  };
  const page = serving(findPage);
  const linkPage = serving(async (request, warn) =>
    LINKS.has(request.params['link'])
      ? findPage(request, warn)
      : { file: undefined, headers: securityHeaders },
  );
  const asset = serving(async ({ params }) => {
    const file = await getWeb().files.asset(params['file'] ?? '');
    return { file, headers: FOR_GOOD };
  });
  return { page, linkPage, asset };
}

type Find = (
  request: HttpRequest,
  warn: (text: string) => void,
) => Promise<{
  readonly file: WebFile | undefined;
  readonly headers: Readonly<Record<string, string>>;
}>;

/** Takes every method: what no function takes at these paths the host itself would answer, in its own words. */
function serving(find: Find): Registered {
  const handler: HttpHandler = async (request, context) => {
    const common = { ...securityHeaders, 'X-Request-Id': context.invocationId };
    const problem = (code: 'not-found' | 'method-not-allowed' | 'internal-error', more = {}) =>
      response(write({ problem: { code } }, context.invocationId), { ...common, ...more });
    if (request.method === 'OPTIONS') return { status: 204, headers: { ...common, Allow: ALLOW } };
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return problem('method-not-allowed', { Allow: ALLOW });
    try {
      const { file, headers } = await find(request, (text) => {
        context.warn(text);
      });
      if (file === undefined) return problem('not-found');
      return sent(request, file, { ...headers, 'X-Request-Id': context.invocationId });
    } catch (error) {
      context.error(error);
      return problem('internal-error');
    }
  };
  return {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    authLevel: 'anonymous',
    handler,
  };
}

const ALLOW = 'GET, HEAD, OPTIONS';

function sent(
  request: HttpRequest,
  file: WebFile,
  common: Readonly<Record<string, string>>,
): HttpResponseInit {
  const coding = contentCoding(request.headers.get('accept-encoding'), file);
  // Each coding is a representation of its own, and so is its tag.
  const etag = `"${file.fingerprint}${coding === undefined ? '' : `-${coding}`}"`;
  const headers = { ...common, ETag: etag, Vary: 'Accept-Encoding' };
  if (isKnown(request.headers.get('if-none-match'), etag)) return { status: 304, headers };
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': file.contentType,
      ...(coding === undefined ? {} : { 'Content-Encoding': coding }),
    },
    body: coding === undefined ? file.plain : (file[coding] ?? file.plain),
  };
}

/** A proxy on the way may have made the tag a weak one; it counts all the same (RFC 9110). */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
