import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedAgain } from '../../../lib/controller/aws/asked-again';

let log: jest.SpiedFunction<typeof process.stdout.write>;
beforeEach(() => {
  log = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => void jest.restoreAllMocks());

const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
const trouble = Object.assign(new Error('later'), { name: 'InternalError', $metadata: { httpStatusCode: 500 } });

test('what is complete is complete, and nothing is said of it', async () => {
  await expect(askedAgain(async () => ({ IsComplete: true, Data: { Id: 'a' } }))).resolves.toEqual({
    IsComplete: true,
    Data: { Id: 'a' },
  });
  expect(log).not.toHaveBeenCalled();
});

test('a moment of trouble is not complete yet, and is logged as one line', async () => {
  await expect(askedAgain(() => Promise.reject(trouble))).resolves.toEqual({ IsComplete: false });
  expect(log.mock.calls).toEqual([['{"askedAgain":"later"}\n']]);
});

test('a refusal, and what is a mistake of ours, fails at once', async () => {
  await expect(askedAgain(() => Promise.reject(refusal))).rejects.toBe(refusal);
  await expect(askedAgain(() => Promise.reject(new TypeError('x is undefined')))).rejects.toThrow('x is undefined');
});

const HANDLERS = join(__dirname, '../../../lib/controller/handlers');
/** Guards: what they cannot read they refuse, and say for how long they wait themselves. */
const OF_THEIR_OWN = ['drain-guard.ts', 'settle.ts'];

test('every custom resource that waits is asked again', () => {
  const waiting = readdirSync(HANDLERS).filter((file) =>
    readFileSync(join(HANDLERS, file), 'utf8').includes('export async function isComplete'),
  );
  const without = waiting.filter((file) => !readFileSync(join(HANDLERS, file), 'utf8').includes('askedAgain('));
  expect(without).toEqual(OF_THEIR_OWN);
});
