// Every property test starts from one seed, so that a run can be repeated. DETOUR_SEED explores from another.

import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.DETOUR_SEED ?? 20251001) });
