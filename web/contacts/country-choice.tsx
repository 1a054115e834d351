import { collection as collectionOf, connect, machine } from '@zag-js/combobox';
import { normalizeProps, useMachine } from '@zag-js/preact';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { text } from '../texts/text.js';
import { Icon } from '../ui/icon.js';
import { matchingCountries, type Country } from './matching-countries.js';

/** One of 240 countries, found by typing: the ARIA combobox pattern. */
export function CountryChoice({
  countries,
  error,
  onChange,
  value,
}: {
  readonly countries: readonly Country[];
  readonly value: string | undefined;
  readonly onChange: (country: string) => void;
  readonly error: string | undefined;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => matchingCountries(countries, typed), [countries, typed]);
  const service = useMachine(machine, {
    id,
    collection: collectionOf({
      items: [...shown],
      itemToValue: ({ country }) => country,
      itemToString: ({ name }) => name,
    }),
    value: value === undefined ? [] : [value],
    onValueChange: ({ value: [chosen] }) => {
      if (chosen !== undefined) onChange(chosen);
    },
    onInputValueChange: ({ inputValue, reason }) => setTyped(reason === 'input-change' ? inputValue : ''),
    onOpenChange: ({ open, reason }) => {
      if (!open || reason !== 'input-change') setTyped('');
    },
    inputBehavior: 'autohighlight',
    openOnClick: true,
    invalid: error !== undefined,
    translations: { triggerLabel: text('contacts.country-toggle') },
  });
  const list = connect(service, normalizeProps);
  const chosen = countries.find(({ country }) => country === value);
  // Its name changes with the language. The same countries fetched anew take nothing from what is typed.
  useEffect(() => list.syncSelectedItems(), [chosen?.name]);
  return (
    // Whatever was typed and led to nothing gives way to what is chosen.
    <div class="field country" {...list.getRootProps()} onFocusOut={() => list.syncSelectedItems()}>
      <label {...list.getLabelProps()}>{text('contacts.country')}</label>
      <div class="box" {...list.getControlProps()}>
        <input
          {...list.getInputProps()}
          // Not onFocus, which would take the place of the machine's own.
          onFocusCapture={selectAll}
          aria-describedby={`${id}-error`}
        />
        {chosen === undefined ? null : (
          <span class="calling-code" dir="ltr">
            {chosen.callingCode}
          </span>
        )}
        <button class="inside" {...list.getTriggerProps()}>
          <Icon name="down" />
        </button>
        <ul class="countries" {...list.getContentProps()}>
          {shown.map((item) => (
            <li key={item.country} {...list.getItemProps({ item })}>
              <bdi>{item.name}</bdi> <bdi dir="ltr">{item.callingCode}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <p role="status" class="hint">
        {list.open && shown.length === 0 ? text('contacts.country-none') : null}
      </p>
      <div role="alert">
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      </div>
    </div>
  );
}

/** What is typed takes the place of the country that is chosen. */
function selectAll({ currentTarget }: { readonly currentTarget: HTMLInputElement }): void {
  currentTarget.select();
}
