import type { Visit } from './web-visit.js';

/** What somebody does on the page to get back in, step by step. */

/** Up to where the contacts are. */
export async function nameAccount(visit: Visit, signInName: string): Promise<void> {
  await visit.go('/recover');
  await visit.field('Sign-in name').fill(signInName);
  await visit.button('Continue').click();
  await visit.heading('Choose a contact').waitFor();
}

/** @param masked the contact, or a part of how it is shown */
export async function askForCode(visit: Visit, masked: string, proof: string): Promise<void> {
  await visit.page.getByRole('radio', { name: masked }).check();
  await visit.field(/^The whole/).fill(proof);
  await visit.button('Send code').click();
  await visit.heading('Enter the code').waitFor();
  await visit.field('Security code').waitFor();
}

export async function setPassword(visit: Visit, password: string): Promise<void> {
  await visit.heading('Set a new password').waitFor();
  await visit.field('New password').fill(password);
  await visit.button('Set new password').click();
}
