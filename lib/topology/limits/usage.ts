// Pure: how much of a quota of AWS a topology takes.

import type { Issue } from '../../net/issue';
import { limitText, type Take } from '../../net/quotas';
import type { AwsSite } from '../topology';

export interface Usage extends Take {
  /** What takes it, in the topology file. */
  readonly path: Issue['path'];
  /** `the Direct Connect link ord-iad-dx` */
  readonly who: string;
  /** What takes less. */
  readonly fix: string;
}

/** The texts of an issue about it. */
export function usageTexts({ quota, who, count, fix }: Usage): Pick<Issue, 'problem' | 'got' | 'allowed' | 'fix'> {
  return {
    problem: `${who} needs ${count} of the quota "${quota.name}"`,
    got: String(count),
    allowed: limitText(quota),
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
