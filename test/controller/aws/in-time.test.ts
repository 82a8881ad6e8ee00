import { withinMs } from '../../../lib/controller/aws/in-time';

const never = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('it was aborted'))));

test('gives what the work gives', async () => {
  expect(await withinMs(1_000, async () => 'done')).toBe('done');
});

test('fails as the work fails', async () => {
  await expect(withinMs(1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('fails when the work takes too long, and lets it know', async () => {
  const aborted: string[] = [];
  const work = async (signal: AbortSignal) => {
    signal.addEventListener('abort', () => aborted.push('aborted'));
    await never(signal);
  };
  await expect(withinMs(20, work)).rejects.toThrow('no answer within 0 s');
  expect(aborted).toEqual(['aborted']);
});

test('work that is done is not aborted afterwards', async () => {
  let signal: AbortSignal | undefined;
  await withinMs(20, async (given) => {
    signal = given;
  });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(signal?.aborted).toBe(false);
});
