// Pure: pages of Direct Connect. Source: its API reference: at most 100 items, and as many where nothing is said.

import { CLIENT_ERROR, refusedByDirectConnect as refused } from '../../refused';
import type { Paging } from '../pages';
import type { World } from '../world';

const MOST_ITEMS = 100;

interface Asked {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** @param question what is asked beside the page */
export function pagingOf(world: World, { maxResults, nextToken }: Asked, question: readonly unknown[]): Paging {
  const size = maxResults ?? MOST_ITEMS;
  if (!Number.isInteger(size) || size < 1 || size > MOST_ITEMS)
    throw refused(`maxResults is ${size}: at least 1 and at most ${MOST_ITEMS}`);
  return {
    token: nextToken || undefined,
    size: Math.min(size, world.behaviour.pageSize),
    question: JSON.stringify(question),
    refusal: CLIENT_ERROR,
  };
}
