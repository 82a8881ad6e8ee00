// Pure: the scenario file as it is written. The JSON Schema for editors is generated from it.

import * as z from 'zod';
import { told } from '../net/document/hint';
import { choice, formatVersion, integer, reference, text } from '../net/document/leaves';
import { time } from '../net/document/time';

/** A replay plays entry after entry, so their number is bounded. */
const MAX_TRAFFIC = 20;
const MAX_EVENTS = 500;

const LINE = /^\S(.{0,118}\S)?$/;

function line(what: string, description: string, example: string) {
  const allowed = 'one line of at most 120 characters; put it in quotes when YAML reads it as something else';
  return text(LINE, description, { code: 'document-bad-value', what, allowed, example });
}

const linkName = () => reference('the name of a link', 'A link of the topology.', 'iad-pdx');

export const FAULT = z
  .strictObject({
    link: linkName(),
    from: time('When the link begins to drop all data.'),
    to: time('When it carries data again.'),
    form: choice(
      ['grey', 'down'],
      'grey: data is dropped and nothing says so, a BGP session included. down: BGP sees it as well, when its timers have run out; only for links that have BGP.',
      'grey',
    ).optional(),
  })
  .describe('A link drops all data for a while.');

export const NOTICE = z
  .strictObject({
    link: linkName(),
    source: line('the name of a source', 'Who announces it.', 'the provider'),
    announced: time('When the notice arrives.'),
    from: time('When the announced maintenance begins.'),
    to: time('When it ends.'),
  })
  .describe('Maintenance of a link that somebody announces.');

const trafficEnd = text(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/, 'A VPC, as site/vpc, or a site on premises.', {
  code: 'scenario-traffic-end',
  what: 'an end of traffic',
  allowed: 'a VPC of an AWS site, as site/vpc, or the name of a site on premises',
  example: 'iad/core',
});

export const TRAFFIC = z
  .strictObject({
    name: line('a name', 'What the packets stand for.', 'orders'),
    between: told(z.tuple([trafficEnd, trafficEnd]), 'Two ends at different sites; packets go both ways.', {
      code: 'document-bad-value',
      what: 'a pair of ends',
      allowed: 'exactly two ends, each a VPC as site/vpc or the name of a site on premises',
      example: '[iad/core, pdx/core]',
    }),
    packetsPerSecond: integer(1, 10_000, 'Packets per second, each way.'),
  })
  .describe('Packets that are sent and counted.');

function atMost<T extends z.ZodType>(most: number, entry: T, description: string) {
  const allowed = `a list of at most ${most} entries`;
  return told(z.array(entry).max(most), description, {
    code: 'document-bad-value',
    what: allowed,
    allowed,
    example: '[]',
    fix: 'write one entry below the other, each after a hyphen',
  });
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const SCENARIO = z
  .strictObject({
    version: formatVersion(1),
    name: told(z.string().max(40).regex(NAME), 'Name of the scenario.', {
      code: 'document-bad-name',
      what: 'the name of a scenario',
      allowed: 'at most 40 characters: lower-case letters, digits and single hyphens',
      example: '2025-10-01',
      explain: (got) => (typeof got === 'number' ? { fix: 'put it in quotes' } : undefined),
    }),
    title: line('a title', 'What happens, in one line.', 'unannounced maintenance between iad and pdx'),
    starts: time('When the first packets are sent.'),
    ends: time('When the last packets are sent; at most 7 days after starts.'),
    seed: integer(1, 2 ** 31 - 1, 'Fixes all chance, so that a replay can be repeated.', 1).optional(),
    faults: atMost(MAX_EVENTS, FAULT, 'What goes wrong. Default: nothing.').optional(),
    notices: atMost(MAX_EVENTS, NOTICE, 'What is announced. Default: nothing.').optional(),
    traffic: told(z.array(TRAFFIC).min(1).max(MAX_TRAFFIC), 'Whose packets are counted.', {
      code: 'scenario-traffic-count',
      what: `a list of 1 to ${MAX_TRAFFIC} entries`,
      allowed: `from 1 to ${MAX_TRAFFIC} entries with name, between and packetsPerSecond`,
      example: '[{ name: orders, between: [iad/core, pdx/core], packetsPerSecond: 100 }]',
    }),
  })
  .describe('A Detour scenario: what goes wrong with which link and when, and whose packets are counted.');

export type WrittenScenario = z.infer<typeof SCENARIO>;
