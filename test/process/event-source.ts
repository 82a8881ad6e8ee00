// The stand-in of DynamoDB Streams and of the event source mapping: the server on loopback has no streams, so what a
// table holds is compared with what it held a moment ago. Each change becomes a record as a stream has it; a batch that
// fails comes again.

import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { LambdaFunction } from './lambda-function';

type Item = Record<string, AttributeValue>;

interface StreamRecord {
  readonly eventSource: 'aws:dynamodb';
  readonly dynamodb: { readonly Keys: Item; readonly OldImage?: Item; readonly NewImage?: Item };
}

const RETRY_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reading a table once after the other gives what changed in between. */
export class TableChanges {
  private known = new Map<string, Item>();

  constructor(
    private readonly dynamo: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async next(): Promise<readonly StreamRecord[]> {
    const { Items = [] } = await this.dynamo.send(new ScanCommand({ TableName: this.tableName, ConsistentRead: true }));
    const now = new Map(Items.map((item): [string, Item] => [`${item.pk?.S} ${item.sk?.S}`, item]));
    const before = this.known;
    this.known = now;
    const names = new Set([...before.keys(), ...now.keys()]);
    return [...names].flatMap((name): StreamRecord[] => {
      const [old, next] = [before.get(name), now.get(name)];
      if (JSON.stringify(old) === JSON.stringify(next)) return [];
      const { pk = { S: '' }, sk = { S: '' } } = next ?? old ?? {};
      const images = { ...(old ? { OldImage: old } : {}), ...(next ? { NewImage: next } : {}) };
      return [{ eventSource: 'aws:dynamodb', dynamodb: { Keys: { pk, sk }, ...images } }];
    });
  }
}

/** One batch of a function at a time, and whatever has come meanwhile with the next. */
export class EventSource {
  private pending: StreamRecord[] = [];
  private pumping = false;
  private stopped = false;

  constructor(private readonly target: LambdaFunction) {}

  put(records: readonly StreamRecord[]): void {
    this.pending.push(...records);
    if (!this.pumping) void this.pump();
  }

  stop(): void {
    this.stopped = true;
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    while (this.pending.length > 0 && !this.stopped) {
      const Records = this.pending;
      this.pending = [];
      const invoked = await this.target.invoke({ Records });
      if (invoked.kind === 'result') continue;
      this.pending = [...Records, ...this.pending];
      await pause(RETRY_MS);
    }
    this.pumping = false;
  }
}
