// Shows in a picture of sites and links which links a path crosses, which have failed, and between which sites a flow goes.

import { all } from './elements';

export interface Picked {
  readonly path: readonly string[];
  readonly failed: readonly string[];
  /** Sites: where the flow starts and ends, and those that are lost. */
  readonly ends: readonly string[];
  readonly lost: readonly string[];
}

export const NOTHING_PICKED: Picked = { path: [], failed: [], ends: [], lost: [] };

export function pick(picture: ParentNode, { path, failed, ends, lost }: Picked): void {
  for (const drawn of all(picture, '[data-link]', SVGElement)) {
    const name = drawn.dataset.link ?? '';
    drawn.classList.toggle('path', path.includes(name));
    drawn.classList.toggle('failed', failed.includes(name));
  }
  for (const drawn of all(picture, '[data-site]', SVGElement)) {
    const name = drawn.dataset.site ?? '';
    drawn.classList.toggle('end', ends.includes(name));
    drawn.classList.toggle('failed', lost.includes(name));
  }
}

/** Marks the links of a shared risk, or none. */
export function pickGroup(picture: ParentNode, links: readonly string[]): void {
  for (const drawn of all(picture, '[data-link]', SVGElement))
    drawn.classList.toggle('group-of', links.includes(drawn.dataset.link ?? ''));
}
