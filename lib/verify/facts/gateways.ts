// Pure: facts about transit gateways.

import type { Fact, Known, Reference } from './facts';

/** The table that a gateway uses for attachments that nothing says more of: one that it made, another one, or none. */
export type DefaultTable =
  | { readonly kind: 'own' }
  | { readonly kind: 'none' }
  | { readonly kind: 'other'; readonly table: Reference };

export interface GatewayFact extends Fact {
  readonly site: string;
  /** Absent on gateways that no template makes: they have none that is known. */
  readonly defaults?: {
    readonly association: Known<DefaultTable>;
    readonly propagation: Known<DefaultTable>;
  };
}
