// What holds whatever happens, and what holds while only links misbehave.

import fc from 'fast-check';
import { play } from './play';
import { adversity, backbones, faultyLinks } from './schedules';

/** The seed is fixed, so that every run is the same; other seeds and more runs look further. */
const SEED = Number(process.env.DETOUR_SIM_SEED ?? 20251001);
const RUNS = Number(process.env.DETOUR_SIM_RUNS ?? 80);

const parameters = { seed: SEED, numRuns: RUNS, endOnFailure: true };
