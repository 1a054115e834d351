import { text } from '../texts/text.js';
import { Checkbox } from '../ui/checkbox.js';
import { Field } from '../ui/field.js';
import { thisDevice } from './this-device.js';

/** DEV-1: whether this device is trusted from now on, and what it is called in the list. */
export function TrustDevice({
  name,
  onChange,
}: {
  /** None while it is not to be trusted. */
  readonly name: string | undefined;
  readonly onChange: (name: string | undefined) => void;
}) {
  return (
    <>
      <Checkbox
        checked={name !== undefined}
        onChange={(checked) => onChange(checked ? thisDevice(navigator.userAgent) : undefined)}
      >
        {text('challenge.trust-device')}
      </Checkbox>
      {name === undefined ? null : (
        <Field
          label={text('sign-in.device-name')}
          hint={text('sign-in.device-name-hint')}
          value={name}
          onInput={onChange}
          input={{ maxLength: 64, dir: 'auto', autocomplete: 'off' }}
        />
      )}
    </>
  );
}
