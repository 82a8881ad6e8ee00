// What was sent to EventBridge, SNS and CloudWatch: nobody gets it, and whoever has the twin can read it.

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

interface SentMetric {
  readonly region: string;
  /** Epoch milliseconds that it is of. */
  readonly atMs: number;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export class Outbox {
  readonly events: SentEvent[] = [];
  readonly messages: SentMessage[] = [];
  readonly metrics: SentMetric[] = [];
}
