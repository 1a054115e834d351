import type { components, paths } from './schema.js';

export type Contact = components['schemas']['Contact'];
export type MaskedContact = components['schemas']['MaskedContact'];
export type Challenge = components['schemas']['Challenge'];
export type Protection = components['schemas']['Protection'];
export type Confirmation = components['schemas']['Confirmation'];
export type ActivityEntry = components['schemas']['ActivityEntry'];
export type Delivery = Challenge['delivery'];
export type Purpose = Challenge['purpose'];

type Success<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: Record<200, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;

export type SecurityInfo = Success<'/security-info', 'get'>;
export type Verified = Success<'/challenges/{challengeId}/verify', 'post'>;
export type SignedIn = Success<'/sign-in', 'post'>;
export type TrustedDevice = Success<'/trusted-devices', 'get'>['devices'][number];
export type AppPassword = Success<'/app-passwords', 'get'>['appPasswords'][number];
export type Activity = Success<'/activity', 'get'>;
