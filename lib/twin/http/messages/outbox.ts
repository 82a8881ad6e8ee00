// What was sent to EventBridge and SNS: nobody gets it, and whoever has the twin can read it.

interface SentEvent {
  readonly id: string;
  readonly region: string;
  /** Epoch milliseconds of virtual time at which it arrived. */
  readonly atMs: number;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON of an object, as it was sent. */
  readonly detail: string;
  readonly resources: readonly string[];
}

interface SentMessage {
  readonly id: string;
  readonly region: string;
  readonly atMs: number;
  readonly topic: string;
  readonly message: string;
  readonly subject?: string;
  /** Values by name; of binary ones their base64 text. */
  readonly attributes: Readonly<Record<string, string>>;
}

export class Outbox {
  readonly events: SentEvent[] = [];
  readonly messages: SentMessage[] = [];
}
