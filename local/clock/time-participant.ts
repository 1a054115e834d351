/**
 * A part of the host that owns work bound to virtual time: durable timers, timer triggers, the provider's
 * scheduled reports. The clock walks the participants' due instants in order and lets each go quiet before it
 * moves on, so that thirty days pass in a moment without any two things changing places.
 */
export interface TimeParticipant {
  readonly name: string;
  /** The earliest instant (ms since the epoch, virtual) at which this part has something to do. */
  nextDue(): number | undefined;
  /** The clock stands at another instant now: start what is due, arm real timers anew for the rest. */
  clockMoved(): void;
  /** Resolves when nothing of this part runs or is ready to run at the present instant. */
  quiet(): Promise<void>;
}
