// Pure: what several operations of EC2 ask in the same words.

import { type Prefix, parsePrefix } from '../../../net/prefix';
import { Refused } from '../../refused';
import { type Filter, filtersOf } from '../filters';
import type { Paging } from '../pages';
import type { QueryParameters } from '../query-parameters';
import type { World } from '../world';

export function requiredPrefix(parameters: QueryParameters, name: string): Prefix {
  return prefixIn(parameters.required(name), name);
}

function prefixIn(text: string, name: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed.ok) return parsed.value;
  throw new Refused('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid: ${parsed.error}`);
}

/** To an attachment or nowhere, and not to both. */
export function targetIn(parameters: QueryParameters): { readonly attachment: string } | 'blackhole' {
  const attachment = parameters.text('TransitGatewayAttachmentId');
  const blackhole = parameters.flag('Blackhole');
  if (blackhole && attachment)
    throw new Refused('InvalidParameterCombination', 'Blackhole and TransitGatewayAttachmentId exclude each other');
  return blackhole ? 'blackhole' : { attachment: parameters.required('TransitGatewayAttachmentId') };
}

/** EC2 gives pages of 5 to 1000 items where nothing else is said. */
const PAGES = { low: 5, high: 1_000 } as const;

interface Limits {
  readonly low: number;
  readonly high: number;
}

/** @param subject what tells this question from others of the same action, beside its filters */
export function pagingOf(
  world: World,
  parameters: QueryParameters,
  subject: string,
  { low, high }: Limits = PAGES,
): Paging {
  const asked = parameters.number('MaxResults', low, high) ?? high;
  return {
    token: parameters.text('NextToken'),
    size: Math.min(asked, world.behaviour.pageSize),
    question: JSON.stringify([parameters.text('Action'), subject, questionOf(filtersOf(parameters))]),
    refusal: 'InvalidNextToken',
  };
}

function questionOf(filters: readonly Filter[]): readonly (readonly string[])[] {
  return filters.map(({ name, values }) => [name, ...values]);
}
