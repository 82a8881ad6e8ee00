// Pure: what the functions that take in signals need of the link state database beside the controller's own port.
// Adapters implement them on DynamoDB, the twin in memory.

import type { LinkStatus, Notice, Observation, Order } from './database';

/** `superseded`: the database holds something under the same key that is newer or says the same, and keeps it. */
export type Written = 'written' | 'superseded';

export interface SignalStore {
  /**
   * A notice replaces one with the same id, source and trust when its `version` is larger. Of the same version it replaces
   * only one that says something else: a message that comes twice was received when it first came, however often and at
   * whatever moment it comes again. The very same value again, as when an answer was lost, is `written`. A status replaces
   * one that is not newer.
   */
  put(item: Notice | LinkStatus): Promise<Written>;
  /** The last status of one end of a link, expired or not. */
  lastStatus(link: string, site: string): Promise<LinkStatus | undefined>;
}

export interface ObservationStore {
  /** The last observation of one end of a link, expired or not: what a new prober goes on from. */
  last(link: string, site: string): Promise<Observation | undefined>;
  /** `superseded` when a prober with a later epoch has written, or the same one later. */
  put(observation: Observation): Promise<Written>;
}

export interface OrderStore {
  /** `exists`: there is another order with this id, and it stays as it is. */
  place(order: Order): Promise<'written' | 'exists'>;
  /** Ends an order now, whatever its expiry. `unknown`: there is none with this id that has not ended. */
  end(id: string, nowMs: number): Promise<'ended' | 'unknown'>;
}
