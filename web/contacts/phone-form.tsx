import { useEffect, useRef, useState } from 'preact/hooks';
import { fieldProblem } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { otherProblem } from './other-problem.js';
import { CountryChoice } from './country-choice.js';
import { DeliveryChoice, type PhoneDelivery } from './delivery-choice.js';
import type { ContactFormProps } from './email-form.js';
import type { Country } from './matching-countries.js';
import { NumberField } from './number-field.js';
import { SendCodeForm } from './send-code-form.js';

/** ADD-2: where, which number, and how the code shall come. */
export function PhoneForm({
  busy,
  countries,
  onSubmit,
  problem,
}: ContactFormProps & { readonly countries: readonly Country[] }) {
  const [country, setCountry] = useState(() => countryHere(countries));
  const [number, setNumber] = useState('');
  const [delivery, setDelivery] = useState<PhoneDelivery>('sms');
  const [lacksCountry, setLacksCountry] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const numberError = fieldProblem(problem, 'number');
  const countryError = lacksCountry ? text('contacts.country-missing') : fieldProblem(problem, 'country');
  useEffect(() => {
    if (numberError !== undefined) field.current?.focus();
  }, [numberError, problem]);
  const chosen = countries.find((one) => one.country === country);
  const choose = (next: string): void => {
    setCountry(next);
    setLacksCountry(false);
  };
  return (
    <SendCodeForm
      busy={busy}
      problem={otherProblem(problem)}
      onSubmit={() => {
        if (country === undefined) setLacksCountry(true);
        else onSubmit({ channel: 'phone', country, number: number.trim(), delivery });
      }}
    >
      <CountryChoice countries={countries} value={country} onChange={choose} error={countryError} />
      <NumberField
        country={country}
        value={number}
        onInput={setNumber}
        example={chosen?.example === '' ? undefined : chosen?.example}
        error={numberError}
        inputRef={field}
        onCountry={(certain) => {
          const meant = countries.find((one) => one.country === certain);
          // One of several that share a code may well be right: the service takes a number of any of them.
          if (meant !== undefined && meant.callingCode !== chosen?.callingCode) choose(meant.country);
        }}
      />
      <DeliveryChoice value={delivery} onChange={setDelivery} />
    </SendCodeForm>
  );
}

/** Where this browser is at home, if it says so and codes go there. */
function countryHere(countries: readonly Country[]): string | undefined {
  const regions = navigator.languages.map((tag) => new Intl.Locale(tag).region);
  const said = regions.find((region) => region !== undefined);
  const likely = said ?? new Intl.Locale(navigator.language).maximize().region;
  return countries.find(({ country }) => country === likely)?.country;
}
