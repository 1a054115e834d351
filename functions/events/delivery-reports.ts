import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { recordDeliveries } from '../../src/commands/record-delivery.js';
import { deliveryReportsContract } from '../../src/http/contracts/delivery-reports.js';

app.http('deliveryReports', {
  ...route(deliveryReportsContract, ({ parts, services, body }) =>
    recordDeliveries(parts, services.parseDeliveryNews(body)),
  ),
  extraInputs: [df.input.durableClient()],
});
