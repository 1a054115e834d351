import { signal } from '@preact/signals';
import type { MaskedContact } from './shapes.js';

interface StepUp {
  readonly contacts: readonly MaskedContact[];
  readonly settle: (shown: boolean) => void;
}

/** The step-up that is being asked for; the dialog shows it. */
export const stepUp = signal<StepUp | undefined>(undefined);

/** Resolves once the holder has shown that it's them, or has not wanted to. */
export function askForStepUp(contacts: readonly MaskedContact[]): Promise<boolean> {
  stepUp.value?.settle(false);
  return new Promise((resolve) => {
    stepUp.value = {
      contacts,
      settle: (shown) => {
        stepUp.value = undefined;
        resolve(shown);
      },
    };
  });
}
