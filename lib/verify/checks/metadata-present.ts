// Pure: without a described backbone nobody has said what must survive.

import { finding } from '../findings';
import type { Check } from './check';

export const metadataPresent: Check = ({ declared }) =>
  declared
    ? []
    : [
        finding('verify-no-metadata', {
          message:
            'no stack says which sites, links and flows there are, so every pair of gateways is checked with nothing failed',
          fix: 'synthesize with detour, or read the losses below as what the routes do by themselves',
        }),
      ];
