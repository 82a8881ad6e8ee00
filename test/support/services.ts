// Services with names: one by its address, and one by host names at three sites, with an alarm of its own.

import type { Service } from '../../lib/topology/topology';

export const ORDERS: Service = {
  name: 'orders-db',
  zone: 'acme.internal',
  primary: { site: 'iad', address: '10.10.1.10' },
  secondary: { site: 'pdx', address: '10.30.1.10' },
  ttl: 30,
};

export const USERS: Service = {
  name: 'users',
  zone: 'apps.acme.internal',
  primary: { site: 'iad', address: 'users.iad.acme.example', alarm: 'users-unwell' },
  secondary: { site: 'pdx', address: 'users.pdx.acme.example' },
  tertiary: { site: 'cmh', address: 'users.cmh.acme.example' },
  ttl: 60,
};
