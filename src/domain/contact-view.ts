import type { Channel, Delivery, MaskedAddress, PlainAddress } from './contact-address.js';
import type { Contact } from './contact.js';
import type { ContactId } from './identifiers.js';
import type { Instant } from './instant.js';

/** A contact as its holder sees it. */
export interface ContactView {
  readonly id: ContactId;
  readonly channel: Channel;
  readonly masked: MaskedAddress;
  /** Only for an elevated session (PRV-2). */
  readonly address?: PlainAddress;
  readonly delivery: Delivery;
  readonly status: 'pending' | 'active' | 'retired' | 'disabled';
  readonly addedAt: Instant;
  readonly confirmedAt?: Instant;
}

export function contactView(contact: Contact, address?: PlainAddress): ContactView {
  const { id, channel, masked, delivery, addedAt, state } = contact;
  const shown = { id, channel, masked, ...(address === undefined ? {} : { address }), delivery, addedAt };
  switch (state.kind) {
    case 'pending':
      return { ...shown, status: 'pending' };
    case 'active':
      return { ...shown, status: 'active', confirmedAt: state.confirmedAt };
    case 'retired':
    case 'removed':
      return { ...shown, status: 'retired', confirmedAt: state.was.confirmedAt };
    case 'disabled':
      return { ...shown, status: 'disabled', confirmedAt: state.was.confirmedAt };
  }
}
