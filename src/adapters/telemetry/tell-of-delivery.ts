import type { TellOfDelivery } from '../../ports/delivery-outcome.js';
import type { Telemetry } from '../../ports/telemetry.js';

/** CODE-7: counts and logs what became of a message, never whose it was. @param log writes one line of the function's log */
export function tellingOfDeliveries(telemetry: Telemetry, log: (line: string) => void): TellOfDelivery {
  return ({ callingCode, delivery, outcome }) => {
    telemetry.count('security_info.deliveries', { delivery, calling_code: callingCode, outcome });
    log(JSON.stringify({ event: 'delivery', delivery, callingCode, outcome }));
  };
}
