// Pure: the vendors whose routers can be told.

export const VENDORS = ['frr', 'ios-xe', 'junos'] as const;
export type Vendor = (typeof VENDORS)[number];
