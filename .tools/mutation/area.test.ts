// All tests of an area as one file of Jest's: what they import is loaded once for a mutant, and not once for each of them.

import { join } from 'node:path';
import fc from 'fast-check';
import { AREAS } from './areas';

// A counterexample is enough; the smallest one is for people.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

const area = AREAS.find(({ folder }) => folder === process.env.DETOUR_MUTATED);
if (!area)
  throw new Error(`DETOUR_MUTATED=${process.env.DETOUR_MUTATED}, use one of ${AREAS.map((one) => one.folder)}`);

for (const name of area.tests) require(join(__dirname, '../../test', `${name}.test`));
