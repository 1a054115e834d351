import { defineContract } from '../contract.js';
import { EVEN_CHALLENGE } from '../even-time.js';
import { challenge, challengeParams } from '../schemas/challenge.js';

export const getChallengeContract = defineContract({
  name: 'getChallenge',
  method: 'GET',
  path: 'challenges/{challengeId}',
  summary: 'Where a challenge stands',
  access: 'as-created',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  evenTime: EVEN_CHALLENGE,
  success: { status: 200, body: challenge },
  refusals: ['not-found'],
});
