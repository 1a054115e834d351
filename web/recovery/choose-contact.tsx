import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import type { MaskedContact } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useIsHere } from '../api/use-is-here.js';
import { rich, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { RecoveryProblem } from './recovery-problem.js';
import { proceed, type Recovery } from './recovery.js';

/** REC-2: where a code shall go, and the part of it that is not shown. */
export function ChooseContact({ recovery }: { readonly recovery: Recovery }) {
  const { contacts, second } = recovery;
  const isSecond = second !== undefined;
  const takesCode = second?.recoveryCode ?? true;
  return (
    <Page
      title={text(isSecond ? 'recovery.second-title' : 'recovery.contact-title')}
      lead={<Lead recovery={recovery} />}
    >
      {contacts.length > 0 ? <ContactForm recovery={recovery} /> : null}
      {contacts.length > 0 || takesCode ? null : (
        <Notice kind="warning" title={text('recovery.nothing-left-title')}>
          <p>{text('recovery.nothing-left')}</p>
        </Notice>
      )}
      <div class="actions">
        {takesCode ? (
          <Link to="/recover/recovery-code" class="button">
            {text('recovery.have-recovery-code')}
          </Link>
        ) : null}
        <Link to="/recover/none" class="button quiet">
          {text(contacts.length > 0 ? 'contacts.none-of-these' : 'recovery.what-else')}
        </Link>
        {/* A name with a slip of the finger has contacts, too. */}
        {isSecond || recovery.signInName === '' ? null : (
          <Link to="/recover" class="button quiet">
            {text('recovery.check-name')}
          </Link>
        )}
      </div>
    </Page>
  );
}

function Lead({ recovery: { second, signInName } }: { readonly recovery: Recovery }) {
  if (second !== undefined) return <>{text('recovery.second-lead')}</>;
  if (signInName === '') return <>{text('recovery.contact-lead-link')}</>;
  return <>{rich('recovery.contact-lead', { signInName, name: (inner) => <bdi>{inner}</bdi> })}</>;
}

function ContactForm({ recovery }: { readonly recovery: Recovery }) {
  const [, navigate] = useLocation();
  const isHere = useIsHere();
  const { contacts, recoveryId } = recovery;
  const first = contacts.find(({ id }) => id === recovery.contactId) ?? contacts[0];
  const [contactId, setContactId] = useState(first?.id);
  const [proof, setProof] = useState('');
  const request = useAction(
    (asked: { readonly contactId: string; readonly proof: string }, key) =>
      ask(
        api.POST('/recovery/{recoveryId}/code', {
          params: { path: { recoveryId }, ...idempotent(key) },
          body: asked,
        }),
      ),
    ({ challengeId }, asked) => {
      // Given up: another may be under way by now.
      if (!isHere.current) return;
      proceed(recoveryId, { challengeId, contactId: asked.contactId });
      navigate('/recover/code');
    },
  );
  const chosen = contacts.find(({ id }) => id === contactId);
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined && proof.trim() !== '') void request.run({ contactId: chosen.id, proof });
      }}
    >
      <Choice
        legend={text('recovery.choose')}
        options={contacts.map(optionOf)}
        value={contactId}
        onChange={(id) => {
          setContactId(id);
          setProof('');
        }}
      />
      {chosen === undefined ? null : <Proof contact={chosen} value={proof} onInput={setProof} />}
      <RecoveryProblem problem={request.problem} />
      <div class="actions">
        <Button kind="main" type="submit" busy={request.busy}>
          {text('challenge.send')}
        </Button>
      </div>
    </form>
  );
}

function optionOf({ channel, id, masked }: MaskedContact) {
  return {
    value: id,
    label: <bdi class="address">{masked}</bdi>,
    hint: text(channel === 'email' ? 'recovery.channel-email' : 'recovery.channel-phone'),
  };
}

function Proof({
  contact: { channel },
  onInput,
  value,
}: {
  readonly contact: MaskedContact;
  readonly value: string;
  readonly onInput: (proof: string) => void;
}) {
  const isEmail = channel === 'email';
  return (
    <Field
      label={text(isEmail ? 'recovery.proof-email' : 'recovery.proof-phone')}
      hint={text(isEmail ? 'recovery.proof-email-hint' : 'recovery.proof-phone-hint')}
      value={value}
      onInput={onInput}
      // Not `email`: the part before the @ is enough.
      type={isEmail ? 'text' : 'tel'}
      input={{
        // The holder's own (WCAG 2.2, 1.3.5). At another's computer the browser may know it, too: the code is what proves.
        autocomplete: isEmail ? 'email' : 'tel',
        inputMode: isEmail ? 'email' : 'tel',
        autocapitalize: 'off',
        spellcheck: false,
        required: true,
        maxLength: 512,
        dir: 'ltr',
      }}
    />
  );
}
