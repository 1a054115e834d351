import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface Generator {
  readonly schemaFile: string;
  readonly schemaText: () => Promise<string>;
}

it('the client’s types are those of the OpenAPI document: npm run client', async () => {
  const generator = '../../web/generate-client.mjs';
  const { schemaFile, schemaText } = (await import(generator)) as Generator;
  expect(await readFile(schemaFile, 'utf8')).toBe(await schemaText());
});
