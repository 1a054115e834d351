import { z } from 'zod';
import { defineContract } from '../contract.js';
import { localeTag } from '../schemas/primitives.js';

export const listCountriesContract = defineContract({
  name: 'listCountries',
  method: 'GET',
  path: 'countries',
  summary: 'The countries whose phones can receive codes',
  access: 'none',
  query: z.object({ locale: localeTag.default('en') }),
  success: {
    status: 200,
    body: z.array(
      z.strictObject({ country: z.string(), callingCode: z.string(), name: z.string(), example: z.string() }),
    ),
  },
  refusals: [],
  cache: 'public, max-age=3600',
});
