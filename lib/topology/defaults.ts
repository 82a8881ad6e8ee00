// Pure: the value of every key that may be left out, as it would be written.

export const DEFAULTS = {
  azs: 2,
  stateful: false,
  mssClamp: false,
  acceleration: false,
  probePort: 443,
  ttl: 60,
  survive: { links: 1, risks: 1, sites: 0 },
  lead: '10m',
  interval: '1s',
  timeout: '500ms',
  fall: 3,
  rise: 10,
  loss: 0.2,
  holdDown: '5m',
  maxConcurrentDrains: 1,
  massWithdrawal: { share: 0.5, links: 2 },
  greyDx: 'wait',
  dropped: 'alert',
  approvals: 1,
} as const;
