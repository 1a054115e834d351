import { TableClient, TableServiceClient } from '@azure/data-tables';

/** Every row of every table of a storage account, task hub included, each with its table's name in front. */
export async function everyRow(connectionString: string): Promise<readonly string[]> {
  const options = { allowInsecureConnection: true };
  const rows: string[] = [];
  const service = TableServiceClient.fromConnectionString(connectionString, options);
  for await (const { name = '' } of service.listTables()) {
    const table = TableClient.fromConnectionString(connectionString, name, options);
    for await (const row of table.listEntities()) rows.push(`${name} ${JSON.stringify(row)}`);
  }
  return rows;
}
