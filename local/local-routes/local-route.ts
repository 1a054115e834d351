/** One route under `/local`, served beside the hosted app and never by it. */
export interface LocalRoute {
  readonly method: 'GET' | 'POST';
  /** Exact path: `/local/outbox`. */
  readonly path: string;
  /** What the home page calls its link to it; without one there is none. */
  readonly title?: string;
  handle(request: LocalRequest): Promise<LocalResponse>;
}

export interface LocalRequest {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface LocalResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function json(status: number, body: unknown): LocalResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

export function problem(status: number, detail: string): LocalResponse {
  const body = JSON.stringify({ type: 'about:blank', title: 'Bad request', status, detail });
  return { status, headers: { 'Content-Type': 'application/problem+json; charset=utf-8' }, body };
}
