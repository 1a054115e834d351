import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { listCountries } from '../../src/commands/list-countries.js';
import { ok } from '../../src/domain/outcome.js';
import { listCountriesContract } from '../../src/http/contracts/list-countries.js';

app.http(
  'listCountries',
  route(listCountriesContract, ({ parts, query }) => ok(listCountries(parts, query))),
);
