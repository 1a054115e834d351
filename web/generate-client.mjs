// Writes the types of the HTTP contract from the built OpenAPI document: `npm run client`. A test keeps them in step.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { openapiDocument } from '../dist/src/http/openapi-document.js';

export const schemaFile = join(import.meta.dirname, 'api/schema.d.ts');

export async function schemaText() {
  const nodes = await openapiTS(openapiDocument('https://account.example.com', 'embedded'));
  const text = `// Made by \`npm run client\` from the OpenAPI document; not for editing.\n${astToString(nodes)}`;
  return format(text, { ...(await resolveConfig(schemaFile)), filepath: schemaFile });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await writeFile(schemaFile, await schemaText());
