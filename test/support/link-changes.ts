// All that a controller may want to do with one Direct Connect link of the hybrid example.

import type { Change } from '../../lib/controller/plan';

export const DX = 'ord-iad-dx';
const via = (link: string) => ({ kind: 'link', link }) as const;
export const onto: Change = {
  kind: 'override',
  table: 'transit',
  remote: 'ord',
  before: 'iad-pdx',
  after: null,
  from: via('iad-pdx'),
  to: via(DX),
};
export const off: Change = { ...onto, before: null, after: 'iad-pdx', from: via(DX), to: via('iad-pdx') };
const announced = { site: 'iad', link: DX, remote: 'cmh' };
export const announce: Change = {
  kind: 'announcement',
  link: DX,
  premises: 'ord',
  remote: 'cmh',
  before: false,
  after: announced,
};
export const silence: Change = { ...announce, before: true, after: null };
export const withdraw: Change = { kind: 'withdrawal', link: DX, premises: 'ord', before: 'none', after: 'whole' };
export const restore: Change = { ...withdraw, before: 'whole', after: 'none' };
