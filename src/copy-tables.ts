import { parseArgs } from 'node:util';
import { azureCredential } from './adapters/azure/azure-credential.js';
import { copyTables, type TablePlace } from './adapters/tables/copy-tables.js';
import { parseTableAddress } from './adapters/tables/table-service.js';

const USAGE = `npm run copy-tables -- --from ADDRESS --to ADDRESS --into NAME      makes a copy
npm run copy-tables -- --from ADDRESS --to ADDRESS --out-of NAME    brings it back

ADDRESS is https://NAME.table.core.windows.net, or a connection string; a copy's NAME is of letters and digits: d20261127.
Where it goes there may be no rows of it yet.
`;

try {
  const { values } = parseArgs({
    options: {
      ...{ from: { type: 'string' }, to: { type: 'string' } },
      ...{ into: { type: 'string' }, 'out-of': { type: 'string' } },
    },
  });
  const { from, to, into, 'out-of': outOf } = values;
  if ((into === undefined) === (outOf === undefined)) throw new TypeError('Name one: --into or --out-of.');
  const copied = await copyTables(await placeOf('--from', from, outOf), await placeOf('--to', to, into));
  process.stdout.write(`Copied ${copied.rows} rows of ${copied.tables} tables.\n`);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said}\n${error instanceof TypeError ? `\n${USAGE}` : ''}`);
  process.exitCode = 1;
}

async function placeOf(option: string, text = '', prefix = ''): Promise<TablePlace> {
  const address = text === '' ? undefined : parseTableAddress(text);
  if (address === undefined) throw new TypeError(`Name the tables with ${option}.`);
  if (!/^(?:[a-z][a-z0-9]{1,19})?$/.test(prefix)) throw new TypeError('A copy has a name like d20261127.');
  if ('connectionString' in address) return { service: address, prefix };
  const credential = await azureCredential({ clientId: undefined, isManaged: false });
  return { service: { ...address, credential }, prefix };
}
