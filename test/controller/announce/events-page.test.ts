import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DETAIL_TYPES } from '../../../lib/controller/announce/detail-types';
import { EVENT } from '../../../lib/controller/announce/event-schema';
import { CODES } from '../../../lib/net/codes';

const page = readFileSync(join(__dirname, '../../../docs/events.md'), 'utf8');
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']): Fields => JSON.parse(text));
const patterns = blocks.filter(({ source }) => Array.isArray(source));
const examples = blocks.filter(({ source }) => !Array.isArray(source));

interface Fields {
  readonly [key: string]: unknown;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As EventBridge matches, of what the page uses: lists of values and of prefixes, and what is inside an object. */
function matches(pattern: Fields, event: Fields): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event[key];
    if (isFields(wanted)) return isFields(value) && matches(wanted, value);
    if (!Array.isArray(wanted)) throw new Error(`${key} is neither a list nor an object`);
    return wanted.some((one: unknown) =>
      isFields(one) ? typeof one.prefix === 'string' && String(value).startsWith(one.prefix) : one === value,
    );
  });
}

function matched(index: number): readonly unknown[] {
  const pattern = patterns[index];
  if (!pattern) throw new Error(`the page has no pattern ${index}`);
  return examples.filter((event) => matches(pattern, event)).map((event) => event['detail-type']);
}

test('the page has one example of each detail-type, and each is as the schema says', () => {
  expect(examples.map((event) => event['detail-type'])).toEqual(Object.keys(DETAIL_TYPES));
  for (const event of examples) expect(EVENT.parse(event)).toEqual(event);
});

test('an example has the severity of its code', () => {
  for (const { detail } of examples) {
    const { code, severity } = isFields(detail) ? detail : {};
    expect(severity).toBe(CODES[code as keyof typeof CODES].severity);
  }
});

test('the patterns of the page match what the page says that they do', () => {
  expect(patterns).toHaveLength(2);
  expect(matched(0)).toEqual(['detour.link.state-changed']);
  expect(matched(1)).toEqual(Object.keys(DETAIL_TYPES).filter((type) => type.startsWith('detour.link.')));
});

test('the first pattern does not match a link that is up, another link, or another site', () => {
  const [pattern] = patterns;
  const [event] = examples;
  const changed = (detail: Fields) => ({
    ...event,
    detail: { ...(isFields(event?.detail) ? event.detail : {}), ...detail },
  });
  for (const detail of [{ standing: 'up' }, { link: 'iad-cmh' }, { site: 'cmh' }])
    expect(pattern && matches(pattern, changed(detail))).toBe(false);
});
