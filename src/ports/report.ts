/** Something that those who run the service should know of. Nothing in it belongs to a person (PRV-2). */
export interface OperatorEvent {
  /** Its stable name. */
  readonly event: string;
  readonly [fact: string]: string | number | boolean;
}

/** Writes one line of the structured log. */
export type Report = (event: OperatorEvent) => void;
