import { z } from 'zod';
import type { ChallengeId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { challenge } from '../schemas/challenge.js';
import { opaqueId } from '../schemas/primitives.js';

export const challengeParams = z.object({ challengeId: opaqueId<ChallengeId>() });

export const getChallengeContract = defineContract({
  name: 'getChallenge',
  method: 'GET',
  path: 'challenges/{challengeId}',
  summary: 'Where a challenge stands',
  access: 'session',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  success: { status: 200, body: challenge },
  refusals: ['not-found'],
});
