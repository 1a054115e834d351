import { z } from 'zod';
import { defineContract } from '../contract.js';

export const deliveryReportsContract = defineContract({
  name: 'deliveryReports',
  method: 'POST',
  path: 'delivery-reports',
  summary:
    'What became of messages, told by Event Grid (its own form or CloudEvents 1.0), its handshake included',
  access: 'webhook',
  query: z.object({ key: z.string().optional() }),
  body: z.union([z.array(z.unknown()).max(5000), z.record(z.string(), z.unknown())]),
  longestBody: 1024 * 1024,
  success: { status: 200, body: z.strictObject({ validationResponse: z.string().optional() }) },
  refusals: [],
});
