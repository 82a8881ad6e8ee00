test('a list is not equal to a shorter one, whatever stands in it', () => {
  expect([undefined]).not.toEqual([]);
  expect({ list: ['a', undefined] }).not.toEqual({ list: ['a'] });
  expect([undefined, { a: undefined }]).toEqual([undefined, {}]);
});
