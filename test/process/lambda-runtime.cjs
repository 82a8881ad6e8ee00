// The stand-in of Lambda's runtime in a process of its own: it loads a bundle as Lambda does, and hands it one event after
// the other. Its wall clock runs faster than the machine's, so that minutes of a story pass in seconds; timers run at the
// machine's speed, because whatever is waited for over the network does, too.

const { DETOUR_TEST_BUNDLE, DETOUR_TEST_SPEED, DETOUR_TEST_REAL_MS, DETOUR_TEST_VIRTUAL_MS } = process.env;

const realNow = Date.now;
Date.now = () =>
  Math.floor(Number(DETOUR_TEST_VIRTUAL_MS) + (realNow() - Number(DETOUR_TEST_REAL_MS)) * Number(DETOUR_TEST_SPEED));

// Signatures and logs take the time from here.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now());
    else super(...given);
  }
};

const loaded = require(DETOUR_TEST_BUNDLE);

process.on('message', async ({ id, entry, event, remainingMs, functionName }) => {
  const endMs = Date.now() + remainingMs;
  const context = { awsRequestId: id, functionName, getRemainingTimeInMillis: () => endMs - Date.now() };
  try {
    process.send({ id, result: (await loaded[entry](event, context)) ?? null });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
});

process.send({ ready: true });
