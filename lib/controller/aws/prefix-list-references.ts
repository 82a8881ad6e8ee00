// EC2's side of prefix lists and of what refers to them: what a gateway's table refers to, and what a list holds.

import {
  type EC2Client,
  GetManagedPrefixListEntriesCommand,
  type GetManagedPrefixListEntriesResult,
  GetTransitGatewayPrefixListReferencesCommand,
  type GetTransitGatewayPrefixListReferencesResult,
} from '@aws-sdk/client-ec2';
import type { Reference } from '../ports';
import type { SeenReference } from '../seen-routes';
import { called } from './failure';
import type { Progress } from './written';

type Ec2 = Pick<EC2Client, 'send'>;
export type ReferenceKey = Pick<Reference, 'table' | 'list'>;

/** `list`: only that one, else all of the table. */
export async function referencesOf(ec2: Ec2, table: string, list?: string): Promise<readonly SeenReference[]> {
  const Filters = list === undefined ? [] : [{ Name: 'prefix-list-id', Values: [list] }];
  const found: SeenReference[] = [];
  let NextToken: string | undefined;
  do {
    const command: GetTransitGatewayPrefixListReferencesCommand = new GetTransitGatewayPrefixListReferencesCommand({
      TransitGatewayRouteTableId: table,
      ...(Filters.length === 0 ? {} : { Filters }),
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const page: GetTransitGatewayPrefixListReferencesResult = await called(
      'GetTransitGatewayPrefixListReferences',
      table,
      () => ec2.send(command),
    );
    for (const { PrefixListId, State = '', TransitGatewayAttachment } of page.TransitGatewayPrefixListReferences ??
      []) {
      const attachment = TransitGatewayAttachment?.TransitGatewayAttachmentId;
      if (PrefixListId !== undefined)
        found.push({ list: PrefixListId, state: State, ...(attachment === undefined ? {} : { attachment }) });
    }
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found;
}

/** What a list holds now. */
export async function entriesOf(ec2: Ec2, list: string): Promise<ReadonlySet<string>> {
  const entries = new Set<string>();
  let NextToken: string | undefined;
  do {
    const command: GetManagedPrefixListEntriesCommand = new GetManagedPrefixListEntriesCommand({
      PrefixListId: list,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const page: GetManagedPrefixListEntriesResult = await called('GetManagedPrefixListEntries', list, () =>
      ec2.send(command),
    );
    for (const { Cidr } of page.Entries ?? []) if (Cidr !== undefined) entries.add(Cidr);
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return entries;
}

/** How far the references of a table show one to this attachment, or none when it is undefined. */
export function progressTo({ table, list }: ReferenceKey, attachment: string | undefined) {
  return (references: readonly SeenReference[]): Progress => {
    const seen = references.find((one) => one.list === list);
    if (!seen && attachment === undefined) return { kind: 'done' };
    if (!seen) return { kind: 'absent', why: `${table} does not refer to ${list}` };
    const why = `the reference to ${seen.attachment ?? 'nothing'} is ${seen.state}`;
    const isLeaving = seen.state === 'deleting';
    if (isLeaving || seen.attachment !== attachment)
      return { kind: isLeaving && attachment === undefined ? 'coming' : 'absent', why };
    return seen.state === 'available' ? { kind: 'done' } : { kind: 'coming', why };
  };
}
