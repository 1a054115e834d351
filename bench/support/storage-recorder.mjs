import { createServer, request as forward } from 'node:http';

/**
 * Stands between a host and its table service and writes down what the host asks of it: how many requests, of which
 * kind, with which rows.
 */
export async function recorder(storage) {
  const target = new URL(/TableEndpoint=([^;]+)/.exec(storage)[1]);
  let operations = [];
  const server = createServer((request, response) => void pass(target, request, response, note));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** @returns what to call with the bytes of the answer once it is there: who waited for whom can be told afterwards */
  function note(request) {
    const operation = operationOf(request);
    if (operation === undefined) return () => undefined;
    const kept = {
      ...operation,
      began: performance.now(),
      ended: Infinity,
      sent: request.body.length,
      got: 0,
    };
    operations.push(kept);
    return (bytes) => Object.assign(kept, { ended: performance.now(), got: bytes });
  }

  return {
    storage: storage.replace(target.host, `127.0.0.1:${server.address().port}`),
    /** What was asked while `work` went on. */
    during: async (work) => {
      operations = [];
      await work();
      return operations;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(target, request, response, note) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { headers, method, url } = request;
  const answered = note({ method, url, body: body.toString() });
  const options = { hostname: target.hostname, port: target.port, method, path: url, headers };
  const behind = forward(options, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    let bytes = 0;
    answer.on('data', (chunk) => (bytes += chunk.length));
    answer.on('end', () => answered(bytes));
    answer.pipe(response);
  });
  behind.on('error', () => response.destroy());
  behind.end(body);
}

/** A request in the terms of the table client; making tables is left out. */
function operationOf({ method, url, body }) {
  const { pathname, searchParams } = new URL(url, 'http://table');
  const [, , resource = ''] = decodeURIComponent(pathname).split('/');
  if (resource === '$batch') return batchOf(body);
  const { table, keys } = resourceOf(resource);
  if (table === 'Tables') return undefined;
  if (method === 'GET' && keys !== undefined) return { kind: 'get', table, ...keys };
  if (method === 'GET') {
    const [filter, select] = [searchParams.get('$filter') ?? '', searchParams.get('$select')?.split(',')];
    return { kind: 'query', table, filter, ...(select === undefined ? {} : { select }) };
  }
  return { kind: 'write', table, action: actionOf(method, keys, body) };
}

const PART = /(POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n?--changeset/g;

function batchOf(body) {
  const parts = [...body.matchAll(PART)].map(([, method, url, , text]) => {
    const resource = decodeURIComponent(new URL(url).pathname).split('/')[2];
    const { table, keys } = resourceOf(resource);
    return { table, action: actionOf(method, keys, text) };
  });
  return { kind: 'batch', table: parts[0]?.table, actions: parts.map(({ action }) => action) };
}

/** `Name(PartitionKey='a',RowKey='b')` */
function resourceOf(resource) {
  const [, table = '', inside] = /^([^(]+)(?:\((.*)\))?$/s.exec(resource) ?? [];
  const [, partitionKey, rowKey] = /^PartitionKey='(.*)',RowKey='(.*)'$/s.exec(inside ?? '') ?? [];
  return partitionKey === undefined ? { table } : { table, keys: { partitionKey, rowKey } };
}

function actionOf(method, keys, text) {
  if (method === 'DELETE') return ['delete', keys];
  const { PartitionKey, RowKey, ...fields } = text.trim() === '' ? {} : JSON.parse(text);
  const plain = Object.entries(fields).filter(([name]) => !name.includes('@odata'));
  const row = { partitionKey: PartitionKey, rowKey: RowKey, ...keys, ...Object.fromEntries(plain) };
  if (method === 'POST') return ['create', row];
  return ['upsert', row, method === 'PUT' ? 'Replace' : 'Merge'];
}
