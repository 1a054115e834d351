import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Outcome } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { rich, text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Icon, type IconName } from '../ui/icon.js';
import { ConfirmDialog } from './confirm-dialog.js';

interface Revocable {
  readonly id: string;
  readonly name: string;
  readonly facts: readonly string[];
}

interface RevocableListProps {
  readonly items: readonly Revocable[];
  readonly icon: IconName;
  /** Whose texts. */
  readonly of: 'device' | 'app';
  /** False where nothing may be changed now: what is there can be seen all the same. */
  readonly mayRevoke: boolean;
  readonly revoke: (id: string, key: string) => Promise<Outcome<unknown>>;
  readonly reload: () => Promise<void>;
}

/** Things that open the account, each of which can be taken away. */
export function RevocableList({ icon, items, mayRevoke, of, reload, revoke }: RevocableListProps) {
  const [asked, setAsked] = useState<Revocable>();
  return (
    <>
      <ul class="rows">
        {items.map((item) => (
          <li key={item.id}>
            <Icon name={icon} />
            <div class="what">
              <strong>
                <bdi>{item.name}</bdi>
              </strong>
              {item.facts.map((fact) => (
                <small key={fact}>{fact}</small>
              ))}
            </div>
            {mayRevoke ? (
              <Button
                kind="quiet"
                icon="trash"
                label={text('account.revoke-named', { name: item.name })}
                onClick={() => setAsked(item)}
              >
                {text('account.revoke')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked === undefined ? null : (
        <Revoking
          key={asked.id}
          item={asked}
          {...{ of, reload, revoke }}
          // By then another may be asked about.
          onClose={() => setAsked((now) => (now === asked ? undefined : now))}
        />
      )}
    </>
  );
}

function Revoking({
  item: { id, name },
  of,
  onClose,
  reload,
  revoke,
}: Pick<RevocableListProps, 'of' | 'reload' | 'revoke'> & {
  readonly item: Revocable;
  readonly onClose: () => void;
}) {
  const action = useAction(
    async (_: undefined, key) => settled(await revoke(id, key)),
    async () => {
      await reload();
      onClose();
      announce(text(`account.${of}-revoked`));
    },
  );
  return (
    <ConfirmDialog
      title={text(`account.${of}-revoke-title`)}
      submit={text('account.revoke')}
      busy={action.busy}
      problem={action.problem}
      onConfirm={() => void action.run(undefined)}
      onClose={onClose}
    >
      {rich(`account.${of}-revoke-text`, { name, bold })}
    </ConfirmDialog>
  );
}

function bold(inner: ComponentChildren): ComponentChildren {
  return (
    <strong>
      <bdi>{inner}</bdi>
    </strong>
  );
}

/** What is gone already, from another device or by age, is revoked as well. */
function settled(outcome: Outcome<unknown>): Outcome<unknown> {
  return !outcome.ok && outcome.problem.code === 'not-found' ? { ok: true, value: undefined } : outcome;
}
