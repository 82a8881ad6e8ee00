// The link state table as a function of one site uses it: named by the environment, and telling in the log of what it
// cannot read.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type UnreadableItem, unreadableEntry } from '../link-state-items/item';
import { logEntries } from './entry-log';
import type { LinkStateTable } from './link-state-table';
import { setting } from './setting';

interface Surroundings {
  readonly site: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes whole lines of the log. */
  readonly write: (line: string) => void;
}

/** Throws when the environment does not name the site. */
export function surroundings(): Surroundings {
  return {
    site: setting('DETOUR_SITE'),
    now: () => Date.now(),
    write: (line) => void process.stdout.write(line),
  };
}

/** Throws when the environment does not name the table. */
export function ownTable(dynamo: DynamoDBClient, { site, now, write }: Surroundings): LinkStateTable {
  const onUnreadable = (items: readonly UnreadableItem[]) =>
    logEntries(
      items.map((item) => unreadableEntry(item, site, now())),
      write,
      now(),
    );
  return { dynamo, tableName: setting('DETOUR_TABLE'), site, onUnreadable };
}
