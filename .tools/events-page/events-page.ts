// What is announced, as tables and examples for the page about it. Nothing is written twice.

import { DETAIL_TYPES, type DetailType, NOT_ANNOUNCED } from '../../lib/controller/announce/detail-types';
import { eventOf } from '../../lib/controller/announce/events';
import { messagesOf } from '../../lib/controller/announce/messages';
import { gaugeTable } from '../alarm-table';
import { EXAMPLE_ENTRIES } from './example-entries';

const TYPES = Object.keys(DETAIL_TYPES) as DetailType[];

function codeList(codes: readonly string[]): string {
  return codes.map((code) => `\`${code}\``).join(', ');
}

function typeTable(): string {
  const rows = TYPES.map((type) => {
    const { meaning, codes } = DETAIL_TYPES[type];
    return `| \`${type}\` | ${meaning} | ${codeList(codes)} |`;
  });
  return ['| detail-type | when | codes |', '|---|---|---|', ...rows].join('\n');
}

function fenced(language: string, text: string): string {
  return ['```'.concat(language), text.trimEnd(), '```'].join('\n');
}

/** On one line. */
function compact(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
}

function example(type: DetailType): string {
  const event = eventOf(EXAMPLE_ENTRIES[type]);
  if (!event) throw new Error(`the example of ${type} is not announced`);
  const { detail, ...rest } = event;
  const lines = (value: object, indent: string) =>
    Object.entries(value).map(([key, part]) => `${indent}${JSON.stringify(key)}: ${compact(part)}`);
  const inside = lines(detail, '    ').join(',\n');
  return fenced('json', ['{', `${lines(rest, '  ').join(',\n')},`, '  "detail": {', inside, '  }', '}'].join('\n'));
}

function examples(): string {
  return TYPES.map(example).join('\n\n');
}

/** By reason, because most of them share one. */
function leftOutTable(): string {
  const byReason = new Map<string, string[]>();
  for (const [code, why] of Object.entries(NOT_ANNOUNCED)) byReason.set(why, [...(byReason.get(why) ?? []), code]);
  const rows = [...byReason].map(([why, codes]) => `| ${codeList(codes)} | ${why} |`);
  return ['| codes | why not |', '|---|---|', ...rows].join('\n');
}

function messageExample(): string {
  const [message] = messagesOf([EXAMPLE_ENTRIES['detour.link.state-changed']]);
  if (!message) throw new Error('a drained link has no message');
  return fenced('text', `Subject: ${message.subject}\n\n${message.text}`);
}

/** By the name of the mark in docs/events.md between whose two lines it stands. */
export const EVENTS_PARTS: Readonly<Record<string, () => string>> = {
  types: typeTable,
  examples,
  'left out': leftOutTable,
  message: messageExample,
  gauges: gaugeTable,
};
