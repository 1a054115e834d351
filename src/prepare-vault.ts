import { parseArgs } from 'node:util';
import { azureCredential } from './adapters/azure/azure-credential.js';
import { parseSecretAddress } from './adapters/keys/key-secret.js';
import { makeMissingSecrets } from './adapters/keys/vault-secrets.js';

const USAGE = `npm run prepare-vault -- --vault https://NAME.vault.azure.net

Makes the secrets that a new vault lacks: the keys, and the key for delivery reports. What is there stays as it is.
`;

try {
  const { values } = parseArgs({ options: { vault: { type: 'string' } } });
  const address = parseSecretAddress(`${values.vault?.replace(/\/$/, '') ?? ''}/secrets/keys`);
  if (address === undefined) throw new TypeError('Name the vault with --vault.');
  const made = await makeMissingSecrets(
    address,
    await azureCredential({ clientId: undefined, isManaged: false }),
  );
  process.stdout.write(made.length === 0 ? 'Nothing was missing.\n' : `Made: ${made.join(', ')}.\n`);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said}\n${error instanceof TypeError ? `\n${USAGE}` : ''}`);
  process.exitCode = 1;
}
