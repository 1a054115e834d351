/**
 * A flow's requests as the app makes them: a stage after the other, those of one stage side by side. Two are side by side
 * when the later one did not wait for the answer to the earlier one.
 */
export function stagesOf(operations) {
  const stages = [];
  let firstAnswer = -Infinity;
  for (const { began, ended, got: _got, sent: _sent, ...operation } of operations.toSorted(
    (a, b) => a.began - b.began,
  )) {
    if (began >= firstAnswer) {
      stages.push([]);
      firstAnswer = Infinity;
    }
    stages.at(-1).push(operation);
    firstAnswer = Math.min(firstAnswer, ended);
  }
  return stages;
}

/** The same stages for another account, in tables of their own: what was its key is this one's, what was new is new. */
export function scriptFor(stages, from, to, prefix) {
  const text = JSON.stringify(stages).replaceAll(from, to);
  return JSON.parse(text).map((stage) =>
    stage.map((operation) => ({ ...apart(operation, to), table: `${prefix}${operation.table}` })),
  );
}

/** Rows outside the account's partition are another flow's, too: an address, a counter, a delivery of its own. */
function apart(operation, to) {
  if (operation.table === 'Accounts') return operation;
  const own = (row) => ({ ...row, rowKey: `${row.rowKey}.${to}` });
  const change = ([verb, row, ...rest]) => [verb, own(row), ...rest];
  return {
    ...(operation.rowKey === undefined ? operation : own(operation)),
    ...(operation.action === undefined ? {} : { action: change(operation.action) }),
    ...(operation.actions === undefined ? {} : { actions: operation.actions.map(change) }),
  };
}
