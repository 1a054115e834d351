const EVERY_MS = 5000;

/** What is being done, on stderr: the table on stdout stays clean. */
export function say(text) {
  process.stderr.write(`  ${text}\n`);
}

/** A counter that speaks up now and then. */
export function counter(what, total) {
  let done = 0;
  let told = performance.now();
  return () => {
    done += 1;
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    say(`${what}: ${done} of ${total}`);
  };
}
