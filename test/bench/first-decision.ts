// Prints how many milliseconds the first decision of this process takes. The argument names what happens.

import { performance } from 'node:perf_hooks';
import { decide } from '../../lib/controller/decide';
import { happeningOf } from './decisions';
import { largeBackbone, sightingOf } from './large-backbone';

const sighting = sightingOf(largeBackbone(), happeningOf(process.argv[2] ?? ''))();
const at = performance.now();
decide(sighting);
process.stdout.write(String(performance.now() - at));
