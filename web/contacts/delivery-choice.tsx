import type { Delivery } from '../api/shapes.js';
import { text } from '../texts/text.js';
import { Choice } from '../ui/choice.js';

export type PhoneDelivery = Exclude<Delivery, 'email'>;

/** ADD-2: for those who can't get texts, a call. */
export function DeliveryChoice({
  onChange,
  value,
}: {
  readonly value: PhoneDelivery;
  readonly onChange: (delivery: PhoneDelivery) => void;
}) {
  return (
    <Choice
      legend={text('contacts.delivery')}
      options={[
        { value: 'sms', label: text('contacts.delivery-sms') },
        { value: 'call', label: text('contacts.delivery-call'), hint: text('contacts.delivery-call-hint') },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
