import { didYouMean } from '../../../lib/net/document/did-you-mean';

describe('the name that was probably meant', () => {
  it.each([
    ['chm', ['iad', 'cmh'], 'cmh'],
    ['Regoin', ['kind', 'region'], 'region'],
    ['pdx-iad', ['cmh-pdx', 'iad-pdx'], 'iad-pdx'],
  ])('of %s among %j is %s', (got, names, meant) => {
    expect(didYouMean(got, names)).toBe(meant);
  });

  it.each([
    ['xyz', ['iad', 'cmh']],
    ['protocol', ['name', 'between']],
    ['a'.repeat(41), ['a'.repeat(40)]],
    ['iad', []],
  ])('fails to be found when nothing is near: %s among %j', (got, names) => {
    expect(didYouMean(got, names)).toBeUndefined();
  });
});
