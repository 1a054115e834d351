/** Does `work(0)` to `work(count - 1)`, so many at once. */
export async function inParallel(count, atOnce, work) {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}
