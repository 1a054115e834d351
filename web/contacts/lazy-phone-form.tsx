import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import { loadPart } from '../api/load-part.js';
import { useLoaded } from '../api/use-loaded.js';
import { language } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import type { ContactFormProps } from './email-form.js';
import type { Country } from './matching-countries.js';

interface Parts {
  readonly PhoneForm: (typeof import('./phone-form.js'))['PhoneForm'];
  readonly countries: readonly Country[];
}

/** How numbers are written in 240 countries is more than all the rest of the page: it comes when a phone is added. */
export function LazyPhoneForm(props: ContactFormProps) {
  const [loaded, reload] = useLoaded(loadParts);
  const { tag } = language.value;
  const shown = useRef(tag);
  useEffect(() => {
    if (shown.current !== tag) void reload();
    shown.current = tag;
  }, [reload, tag]);
  return (
    <Loading from={loaded} reload={reload}>
      {({ countries, PhoneForm }) => <PhoneForm {...props} countries={countries} />}
    </Loading>
  );
}

async function loadParts(): Promise<Outcome<Parts>> {
  const { tag } = language.value;
  const [form, countries] = await Promise.all([
    loadPart(() => import('./phone-form.js')),
    ask(api.GET('/countries', { params: { query: { locale: tag } } })),
  ]);
  if (!countries.ok) return countries;
  if (form === undefined) return { ok: false, problem: { code: 'offline' } };
  return { ok: true, value: { PhoneForm: form.PhoneForm, countries: countries.value } };
}
