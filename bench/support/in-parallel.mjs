/** Does `work(0)` to `work(count - 1)`, so many at once. */
export async function inParallel(count, atOnce, work) {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}

/** @returns the seconds it took */
export async function seconds(work) {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
