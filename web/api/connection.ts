import { signal } from '@preact/signals';

/** Whether the service answered last time. While it does not, the page says so and looks again by itself. */
export const reachable = signal(true);

const FIRST_LOOK = 1_000;
const LONGEST_WAIT = 15_000;
let looking = false;

export function lost(): void {
  reachable.value = false;
  if (looking) return;
  looking = true;
  void lookAgain(FIRST_LOOK);
}

export function found(): void {
  reachable.value = true;
}

async function lookAgain(wait: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (!reachable.value) {
    if (!(await isWell())) {
      await lookAgain(Math.min(wait * 1.5, LONGEST_WAIT));
      return;
    }
  }
  looking = false;
  found();
}

async function isWell(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health', { signal: AbortSignal.timeout(LONGEST_WAIT) });
    return answer.ok;
  } catch {
    return false;
  }
}
