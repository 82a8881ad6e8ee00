// EC2's side of which attachments propagate into a gateway's route table.

import {
  DisableTransitGatewayRouteTablePropagationCommand,
  type EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  type GetTransitGatewayRouteTablePropagationsResult,
} from '@aws-sdk/client-ec2';
import type { BgpPort } from '../ports';
import { called } from './failure';
import type { Pauses } from './look-again';
import { type Progress, written } from './written';

type Propagation = Parameters<BgpPort['enablePropagation']>[0];

export interface SeenPropagation {
  readonly attachment: string;
  /** EC2's TransitGatewayAttachmentResourceType. */
  readonly type: string;
  /** EC2's TransitGatewayPropagationState. */
  readonly state: string;
}

/** `attachment`: only that one's, else all of the table. */
export async function propagationsOf(
  ec2: Pick<EC2Client, 'send'>,
  table: string,
  attachment?: string,
): Promise<readonly SeenPropagation[]> {
  const Filters = attachment === undefined ? [] : [{ Name: 'transit-gateway-attachment-id', Values: [attachment] }];
  const found: SeenPropagation[] = [];
  let NextToken: string | undefined;
  do {
    const command: GetTransitGatewayRouteTablePropagationsCommand = new GetTransitGatewayRouteTablePropagationsCommand({
      TransitGatewayRouteTableId: table,
      ...(Filters.length === 0 ? {} : { Filters }),
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const page: GetTransitGatewayRouteTablePropagationsResult = await called(
      'GetTransitGatewayRouteTablePropagations',
      table,
      () => ec2.send(command),
    );
    for (const one of page.TransitGatewayRouteTablePropagations ?? []) {
      const { TransitGatewayAttachmentId: id, ResourceType: type = '', State: state = '' } = one;
      if (id !== undefined) found.push({ attachment: id, type, state });
    }
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found;
}

/** Whether the attachment propagates, or will as soon as EC2 has carried out what it has accepted. */
export function isPropagating({ state }: SeenPropagation): boolean {
  return state === 'enabled' || state === 'enabling';
}

/** How far a table's propagations show this attachment's as `enabled` or not. */
function progressTo(attachment: string, enabled: boolean) {
  return (propagations: readonly SeenPropagation[]): Progress => {
    const { state } = propagations.find((one) => one.attachment === attachment) ?? { state: 'disabled' };
    if (state === (enabled ? 'enabled' : 'disabled')) return { kind: 'done' };
    const isComing = state === (enabled ? 'enabling' : 'disabling');
    return { kind: isComing ? 'coming' : 'absent', why: `it is ${state}` };
  };
}

/** EC2 refuses to enable what is enabled, and to disable what is not. */
export function propagationWrites(
  ec2: Pick<EC2Client, 'send'>,
  pauses: Pauses,
): Pick<BgpPort, 'enablePropagation' | 'disablePropagation'> {
  const write = ({ table, attachment }: Propagation, enabled: boolean) => {
    const Command = enabled
      ? EnableTransitGatewayRouteTablePropagationCommand
      : DisableTransitGatewayRouteTablePropagationCommand;
    const input = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment };
    return written(
      {
        operation: `${enabled ? 'Enable' : 'Disable'}TransitGatewayRouteTablePropagation`,
        resource: `${attachment} in ${table}`,
        call: () => ec2.send(new Command(input)),
        look: () => propagationsOf(ec2, table, attachment),
        progress: progressTo(attachment, enabled),
      },
      pauses,
    );
  };
  return {
    enablePropagation: (propagation) => write(propagation, true),
    disablePropagation: (propagation) => write(propagation, false),
  };
}
