// Pure: how much of a quota of AWS a topology takes.

import type { Issue } from '../../net/issue';
import type { AwsSite } from '../topology';

export interface Quota {
  /** AWS's own name for it. */
  readonly name: string;
  readonly limit: number;
  /** AWS raises it on request. */
  readonly adjustable: boolean;
}

export interface Usage {
  readonly quota: Quota;
  /** What takes it, in the topology file. */
  readonly path: Issue['path'];
  /** `the Direct Connect link ord-iad-dx` */
  readonly who: string;
  readonly count: number;
  /** What takes less. */
  readonly fix: string;
}

/** From here on a quota is nearly used up: an integer comparison, so that 80 of 100 is exact. */
export function isNear({ count, quota }: Usage): boolean {
  return count * 10 >= quota.limit * 8;
}

export function isOver({ count, quota }: Usage): boolean {
  return count > quota.limit;
}

/** The texts of an issue about it. */
export function usageTexts({ quota, who, count, fix }: Usage): Pick<Issue, 'problem' | 'got' | 'allowed' | 'fix'> {
  const raise = quota.adjustable ? 'AWS raises it on request' : 'AWS does not raise it';
  return {
    problem: `${who} needs ${count} of the quota "${quota.name}"`,
    got: String(count),
    allowed: `${quota.limit}; ${raise}`,
    fix: quota.adjustable ? `have the quota raised, or ${fix}` : fix,
  };
}

/** `who` of a quota of a site's gateway. What an existing one holds is not known before the deployment, and not counted. */
export function gatewayText({ name, transitGatewayId }: AwsSite, ...circumstances: readonly string[]): string {
  const gateway = transitGatewayId === undefined ? 'transit gateway' : `existing transit gateway ${transitGatewayId}`;
  const beside = transitGatewayId === undefined ? [] : ['beside what it holds already'];
  const inserted = [...beside, ...circumstances].map((text) => `, ${text}`).join('');
  return `the ${gateway} of ${name}${inserted === '' ? '' : `${inserted},`}`;
}
