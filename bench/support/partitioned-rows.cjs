// Loaded into the emulator before itself (`node --require`): its rows are kept by partition, as Azure's are. As it comes,
// it looks through a whole table for each query, and its own slowness would hide ours.
const { createRequire } = require('node:module');

const ofAzurite = createRequire(require.resolve('azurite/package.json'));
const { default: Store } = ofAzurite('./dist/src/table/persistence/LokiTableMetadataStore.js');

/** What the emulator asks of a table's collection. */
class PartitionedRows {
  #partitions = new Map();

  constructor(name) {
    this.name = name;
  }

  findOne({ PartitionKey, RowKey }) {
    return this.#partitions.get(PartitionKey)?.get(RowKey) ?? null;
  }

  insert(row) {
    const rows = this.#partitions.get(row.PartitionKey) ?? new Map();
    this.#partitions.set(row.PartitionKey, rows.set(row.RowKey, row));
  }

  update(row) {
    this.insert(row);
  }

  remove({ PartitionKey, RowKey }) {
    const rows = this.#partitions.get(PartitionKey);
    rows?.delete(RowKey);
    if (rows?.size === 0) this.#partitions.delete(PartitionKey);
  }

  chain() {
    return new Chain([...this.#partitions.values()].flatMap((rows) => [...rows.values()]));
  }

  /** @returns the same table with nothing in it but this partition */
  only(partitionKey) {
    return { chain: () => new Chain([...(this.#partitions.get(partitionKey)?.values() ?? [])]) };
  }
}

class Chain {
  #rows;

  constructor(rows) {
    this.#rows = rows;
  }

  where(holds) {
    return new Chain(this.#rows.filter(holds));
  }

  sort(compare) {
    return new Chain(this.#rows.toSorted(compare));
  }

  limit(most) {
    return new Chain(this.#rows.slice(0, most));
  }

  data() {
    return this.#rows;
  }
}

for (const name of ['createCollectionForTable', 'getEntityCollection', 'queryTableEntities'])
  if (typeof Store.prototype[name] !== 'function') throw new Error(`This emulator has no ${name}.`);

Store.prototype.createCollectionForTable = function ({ account, table }) {
  const name = this.getTableCollectionName(account, table);
  this.db.collections = this.db.collections.filter((one) => one.name !== name);
  this.db.collections.push(new PartitionedRows(name));
};

const ONE_PARTITION = /^\(?PartitionKey eq '((?:[^']|'')*)'(?: and |\)|$)(?!.* or )/;
const everywhere = Store.prototype.queryTableEntities;
Store.prototype.queryTableEntities = function (context, account, table, options, ...rest) {
  const [, quoted] = ONE_PARTITION.exec(options.filter ?? '') ?? [];
  if (quoted === undefined) return everywhere.call(this, context, account, table, options, ...rest);
  const within = (...where) => this.getEntityCollection(...where).only(quoted.replaceAll("''", "'"));
  const there = Object.create(this, { getEntityCollection: { value: within } });
  return everywhere.call(there, context, account, table, options, ...rest);
};
