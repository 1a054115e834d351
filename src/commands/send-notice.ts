import { findContact, type Account } from '../domain/account.js';
import { isIn, type Contact } from '../domain/contact.js';
import type { Instant } from '../domain/instant.js';
import { repudiable } from '../domain/password-change.js';
import type { ContactId } from '../domain/identifiers.js';
import { removedBy } from '../domain/removal.js';
import type { Notice as NoticeMessage } from '../messages/message.js';
import { renderMessage } from '../messages/render.js';
import type { Link } from '../ports/link-tokens.js';
import type { OutgoingMessage } from '../ports/messenger.js';
import type { Notice, NoticeResult, NoticeTopic } from '../workflows/tell.js';
import { messageId } from './message-id.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';

type NoticeParts = Pick<Parts, 'accounts' | 'clock' | 'links' | 'messenger' | 'policy' | 'service' | 'vault'>;

const SEND_TIMEOUT_MS = 20_000;

/**
 * Tells one contact one thing. The message's id comes from what it is about, so a repeat after a crash is the same message.
 *
 * @throws Unavailable when the provider fails: the flow tries again
 */
export async function sendNotice(
  parts: NoticeParts,
  { accountId, contactId, topic }: Notice,
): Promise<NoticeResult> {
  const read = await readAccount(parts, accountId);
  const contact = read && findContact(read.account, contactId);
  if (read === undefined || contact === undefined) return { kind: 'skipped' };
  const message = await messageFor(parts, read.account, contact, topic, read.now);
  if (message === undefined) return { kind: 'skipped' };
  const outgoing = compose(parts, read.account, contact, topic, message);
  const { kind } = await parts.messenger.send(outgoing, { timeoutMs: SEND_TIMEOUT_MS });
  return { kind: kind === 'accepted' ? 'sent' : 'undeliverable' };
}

/** Undefined when what there was to tell is no longer so. */
async function messageFor(
  parts: NoticeParts,
  account: Account,
  recipient: Contact,
  topic: NoticeTopic,
  now: Instant,
): Promise<NoticeMessage | undefined> {
  const { confirmation, id: accountId, protection } = account;
  const open = protection.kind === 'protected' ? protection.window : undefined;
  switch (topic.about) {
    case 'event':
      return eventMessage(parts, account, topic.eventId, now);
    case 'removal': {
      const { removalId } = topic;
      const contact = removedBy(account, removalId);
      if (contact === undefined) return undefined;
      const { masked, state } = contact;
      const removed = { template: 'contact-removed', masked, undoUntil: state.undoUntil } as const;
      if (recipient.id !== contact.id) return { ...removed, undo: 'no' };
      return { ...removed, undo: 'yes', link: linkTo(parts, { kind: 'undo-removal', accountId, removalId }) };
    }
    case 'window-start':
      if (open?.id !== topic.windowId) return undefined;
      return {
        template: 'protection-started',
        reason: open.reason,
        endsAt: open.endsAt,
        link: linkTo(parts, { kind: 'cancel-protection', accountId, windowId: open.id }),
      };
    case 'window-reminder':
      if (open?.id !== topic.windowId) return undefined;
      return {
        template: 'protection-reminder',
        endsAt: open.endsAt,
        daysLeft: topic.daysLeft,
        link: linkTo(parts, { kind: 'cancel-protection', accountId, windowId: open.id }),
      };
    case 'window-end':
      if (open?.id === topic.windowId) return undefined;
      if (isIn(recipient, 'active')) return { template: 'replacement-done', masked: recipient.masked };
      return {
        template: 'protection-ended',
        awaitingInfo: protection.kind === 'awaiting-info' ? 'yes' : 'no',
      };
    case 'deadline-reminder': {
      if (confirmation.kind === 'none' || confirmation.deadline.id !== topic.deadlineId) return undefined;
      const { endsAt } = confirmation.deadline;
      if (now >= endsAt) return undefined;
      return { template: 'confirmation-reminder', deadline: endsAt, daysLeft: topic.daysLeft };
    }
  }
}

async function eventMessage(
  parts: NoticeParts,
  account: Account,
  eventId: Extract<NoticeTopic, { about: 'event' }>['eventId'],
  now: Instant,
): Promise<NoticeMessage | undefined> {
  const happened = (await parts.accounts.event(account.id, eventId))?.happened;
  switch (happened?.kind) {
    case 'contact-added':
    case 'contact-restored':
    case 'contact-disabled': {
      const masked = maskedOf(account, happened.contactId);
      return masked && { template: happened.kind, masked };
    }
    case 'protection-cancelled':
      return {
        template: 'protection-cancelled',
        newPassword: happened.suspicious === true ? 'yes' : 'no',
      };
    case 'two-step-changed':
      return { template: 'two-step-changed', enabled: happened.enabled ? 'yes' : 'no' };
    case 'app-password-made':
    case 'recovery-code-made':
    case 'recovery-code-used':
      return { template: happened.kind };
    case 'password-changed': {
      const { id: accountId } = account;
      const open = repudiable(account, now, parts.policy).some((one) => one.eventId === eventId);
      if (!open) return { template: 'password-changed', undo: 'no' };
      const link = linkTo(parts, { kind: 'repudiate-password', accountId, eventId });
      return { template: 'password-changed', undo: 'yes', link };
    }
    case 'password-repudiated':
      return { template: 'password-repudiated' };
    default:
      return undefined;
  }
}

/** The token is behind the #: browsers keep that to themselves, so that no server on the way writes it down. */
function linkTo({ links, service }: NoticeParts, link: Link): string {
  return `${service.publicUrl}/api/links/${link.kind}#token=${links.issue(link)}`;
}

function maskedOf(account: Account, id: ContactId) {
  return findContact(account, id)?.masked;
}

function compose(
  { service, vault }: NoticeParts,
  { id: accountId, locale }: Account,
  contact: Contact,
  topic: NoticeTopic,
  message: NoticeMessage,
): OutgoingMessage {
  const id = messageId('notice', accountId, contact.id, JSON.stringify(topic));
  const about = { id, to: vault.open(contact.sealed, accountId), template: message.template, locale };
  // A notice does not ring: a phone gets it as a text, whichever way its holder wants codes.
  return contact.channel === 'email'
    ? { ...about, delivery: 'email', content: renderMessage(message, locale, 'email', service.name) }
    : { ...about, delivery: 'sms', content: renderMessage(message, locale, 'sms', service.name) };
}
