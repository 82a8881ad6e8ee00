// What every test starts from.

import fc from 'fast-check';

/** One seed for every property test, so that a run can be repeated. DETOUR_SEED explores from another. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.DETOUR_SEED ?? 20251001) });

/**
 * The CDK's built-in rules read every template that is synthesized, with an engine that takes a second to start in each
 * test file and more than all else on a busy machine. The tests in test/evidence read every example with them.
 */
process.env.CDK_VALIDATION = 'false';
