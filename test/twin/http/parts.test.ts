// The small parts that all services are made of.

import fc from 'fast-check';
import { credentialScope } from '../../../lib/twin/http/credential-scope';
import { fits } from '../../../lib/twin/http/filters';
import { History } from '../../../lib/twin/http/history';
import { page } from '../../../lib/twin/http/pages';
import { QueryParameters } from '../../../lib/twin/http/query-parameters';
import { readXml, xmlDocument } from '../../../lib/twin/http/xml';
import { signature } from '../../support/signed-request';

describe('the values of filters', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*', 'a', true],
    ['*b', 'aab', true],
    ['a*b*c', 'a1b2bc', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '😀', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a.c', 'abc', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
  ])('%j fits %j: %s', (wanted, actual, expected) => {
    expect(fits(wanted, actual)).toBe(expected);
  });

  test('fit as a regular expression of the same meaning does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(patterns, letters, (wanted, actual) => {
        const meant = new RegExp(`^${wanted.replaceAll('?', '.').replaceAll('*', '.*')}$`);
        expect(fits(wanted, actual)).toBe(meant.test(actual));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of many stars are judged in no time', () => {
    expect(fits('*a'.repeat(2_000), 'a'.repeat(2_001).concat('b'))).toBe(false);
  });
});

describe('pages', () => {
  const names = fc.uniqueArray(fc.string(), { maxLength: 20 });
  const paging = (token: string | undefined, size: number) => ({ token, size, question: 'all', refusal: 'Bad' });

  test('of any size hold every item once, in order', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 7 }), (items, size) => {
        const found: string[] = [];
        let token: string | undefined;
        do {
          const next = page(items, (item) => item, paging(token, size));
          found.push(...next.items);
          token = next.next;
        } while (token !== undefined);
        expect(found).toEqual([...items].sort());
      }),
    );
  });

  test('neither repeat nor leave out what stays while others come and go between two', () => {
    fc.assert(
      fc.property(names, names, fc.integer({ min: 1, max: 7 }), (before, after, size) => {
        const first = page(before, (item) => item, paging(undefined, size));
        const rest = first.next === undefined ? [] : page(after, (item) => item, paging(first.next, 100)).items;
        const staying = before.filter((item) => after.includes(item)).sort();
        const seen = [...first.items, ...rest];
        expect(new Set(seen).size).toBe(seen.length);
        if (first.next !== undefined) expect(seen.filter((item) => staying.includes(item))).toEqual(staying);
      }),
    );
  });

  test.each(['', 'x', Buffer.from('["a"]').toString('base64url'), Buffer.from('null').toString('base64url')])(
    'fail for the token %j',
    (token) => {
      expect(() => page(['a'], (item) => item, paging(token, 1))).toThrow('Bad');
    },
  );
});

describe('query parameters', () => {
  test('are read as texts, flags, numbers, lists and structures, in the order of their numbers', () => {
    const read = QueryParameters.of('A=1&B=true&C.2=y&C.10=z&C.1=x&F.1.Name=n&F.1.Value.1=v&F.1.Value.2=w&F.2.Name=m');
    expect([read.required('A'), read.number('A', 1, 2), read.flag('B'), read.flag('D'), read.text('D')]).toEqual([
      '1',
      1,
      true,
      false,
      undefined,
    ]);
    expect(read.list('C')).toEqual(['x', 'y', 'z']);
    expect(read.structures('F').map((one) => [one.text('Name'), one.list('Value')])).toEqual([
      ['n', ['v', 'w']],
      ['m', []],
    ]);
  });

  test.each([
    [(read: QueryParameters) => read.required('D'), 'MissingParameter'],
    [(read: QueryParameters) => read.required('E'), 'MissingParameter'],
    [(read: QueryParameters) => read.number('A', 2, 3), 'InvalidParameterValue'],
    [(read: QueryParameters) => read.number('B', 1, 3), 'InvalidParameterValue'],
    [(read: QueryParameters) => read.flag('A'), 'InvalidParameterValue'],
    [(read: QueryParameters) => read.list('F'), 'InvalidParameterValue'],
    [(read: QueryParameters) => read.list('G'), 'InvalidParameterValue'],
  ])('fail where they are not what is asked for', (ask, code) => {
    expect(() => ask(QueryParameters.of('A=1&B=1.5&E=&F.x=1&G.999999=1'))).toThrow(code);
  });
});

describe('the scope of a signature', () => {
  test('names region and service', () => {
    expect(credentialScope(signature('ec2', 'us-east-1'))).toEqual({ service: 'ec2', region: 'us-east-1' });
  });

  test.each([undefined, '', 'Bearer x', 'AWS4-HMAC-SHA256 Credential=A/B/C', 'AWS4-HMAC-SHA256 Signature=0'])(
    'is not known from %j',
    (header) => {
      expect(credentialScope(header)).toBeUndefined();
    },
  );
});

describe('a history', () => {
  test('tells what was at any time within its reach', () => {
    const times = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 50 }), (unsorted, reachMs) => {
        const changes = [...unsorted].sort((a, b) => a - b);
        const history = new History(-1, reachMs);
        for (const [i, atMs] of changes.entries()) history.record(atMs, i);
        const last = changes.at(-1) ?? 0;
        for (let atMs = last - reachMs; atMs <= last; atMs += 1)
          expect(history.at(atMs)).toBe(changes.findLastIndex((change) => change <= atMs));
      }),
    );
  });
});

describe('XML', () => {
  test('brings texts over unharmed, and leaves out what nobody knows', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const kept = text.trim().replace(/\s+/g, ' ');
        const document = xmlDocument('Root', { text: kept, nothing: undefined }, 'item');
        expect(document).not.toContain('nothing');
        const plain = /^[ -~]*$/.test(kept) ? kept : undefined;
        const read = readXml(document, 'Root');
        if (plain !== undefined) expect(read).toEqual({ text: plain });
        else expect(read).toHaveProperty('text');
      }),
    );
  });

  test('writes lists as items, or as elements of their own name', () => {
    const at = new Date(0);
    expect(xmlDocument('R', { a: [1, { b: true }], at }, 'item', 'urn:x')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<R xmlns="urn:x"><a><item>1</item><item><b>true</b></item></a><at>1970-01-01T00:00:00.000Z</at></R>',
    );
    expect(xmlDocument('R', { a: ['x', 'y'] }, undefined)).toContain('<R><a>x</a><a>y</a></R>');
  });

  test.each(['', '<', '<a>', '<a/><b', 'text', '{}'])('fails to be read from %j', (document) => {
    expect(readXml(document, 'Root')).toBeUndefined();
  });
});
