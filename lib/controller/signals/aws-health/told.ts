// Pure: what a message of AWS Health is told as.

import type { Notice } from '../../database';
import { windowText } from '../../window-text';
import { quoted } from '../quoted';
import type { HealthMessage } from './message';

/** A message may name thousands. */
const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [];
  return [...names.slice(0, MOST_NAMED), ...more].join(', ');
}

function said({ category, drill }: HealthMessage, { status }: Pick<Notice, 'status'>): string {
  const what = `${drill ? 'a drill of ' : ''}${category === 'issue' ? 'an issue with' : 'maintenance of'}`;
  if (status === 'cancelled') return `AWS Health takes back ${what}`;
  if (status === 'completed') return `AWS Health says that it is over: ${what}`;
  return `AWS Health announces ${what}`;
}

function pageText({ page }: HealthMessage): string {
  return page ? `, page ${page.number} of ${page.of}` : '';
}

function aboutText(message: HealthMessage): string {
  return `(${message.typeCode}${pageText(message)})`;
}

/** `AWS Health announces maintenance of ord-iad-dx, 2025-10-01 20:00 to 23:59 UTC (AWS_DIRECTCONNECT_…)`. */
export function receivedText(message: HealthMessage, notice: Notice): string {
  const { links, impact, status, startMs, endMs } = notice;
  const drains = impact === 'none' && status === 'confirmed' ? '; it takes nothing away, so nothing is drained' : '';
  const what = links.length === 0 ? 'nothing any more: all that it names is resolved' : listed(links);
  return `${said(message, notice)} ${what}, ${windowText(startMs, endMs)} ${aboutText(message)}${drains}`;
}

/** `AWS Health announces an issue with a gateway, at which these links end: ord-iad-dx, ord-iad-vpn, …`. */
export function gatewayText(message: HealthMessage, notice: Notice, links: readonly string[]): string {
  const { startMs, endMs, status } = notice;
  const drains = status === 'confirmed' ? '; emptying a link does not help a gateway, so nothing is drained' : '';
  const what = `a gateway, at which these links end: ${listed(links)}`;
  return `${said(message, notice)} ${what}, ${windowText(startMs, endMs)} ${aboutText(message)}${drains}`;
}

export function unmatchedText(message: HealthMessage, notice: Notice, unmatched: readonly string[]): string {
  const { startMs, endMs } = notice;
  const what = message.namesEntities ? listed(unmatched.map(quoted)) : 'something that it does not name';
  const known = message.namesEntities ? ', by which no link is known' : '';
  return `${said(message, notice)} ${what}${known}, ${windowText(startMs, endMs)} ${aboutText(message)}`;
}

function textAt(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'string' ? found : undefined;
}

/** Says which event it was, as far as that can be told. */
export function unreadableText(event: unknown, problem: string): string {
  const id = textAt(event, 'id');
  const source = textAt(event, 'source');
  const which = `${id === undefined ? 'an event' : `event ${quoted(id)}`}${source === undefined ? '' : ` of ${quoted(source)}`}`;
  return `${which} could not be read: ${problem}`;
}
