import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));

/** Seconds of CPU a process has had so far. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Wall-clock seconds of some work, and the CPU seconds that these processes had meanwhile. */
export async function costOf(pids, work) {
  const cpu = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, from] = [cpu(), performance.now()];
  await work();
  return { seconds: (performance.now() - from) / 1000, cpu: cpu() - before };
}

/** CPU in percent of one core over a stretch of doing nothing, and resident memory after it. */
export async function idleUsage(pid, idleSeconds) {
  await sleep(3000);
  const before = cpuSeconds(pid);
  const from = performance.now();
  await sleep(idleSeconds * 1000);
  const percent = ((cpuSeconds(pid) - before) / ((performance.now() - from) / 1000)) * 100;
  return { percent, megabytes: residentMegabytes(pid) };
}
