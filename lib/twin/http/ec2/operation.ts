// Pure: what an operation of EC2 is.

import type { QueryParameters } from '../query-parameters';
import type { World } from '../world';
import type { XmlObject } from '../xml';

export interface Ec2Request {
  readonly region: string;
  readonly parameters: QueryParameters;
}

export interface Ec2Operation {
  /** Whether it changes anything; a read may see what was. */
  readonly writes: boolean;
  /** Throws Refused. */
  readonly run: (world: World, request: Ec2Request) => XmlObject;
}

/** By name of the action. */
export type Ec2Operations = Readonly<Record<string, Ec2Operation>>;
