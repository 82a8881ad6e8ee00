// Pure: what each check looks at, and what would end what it says, as sentences for a person. Checks themselves stay total
// functions of the facts (checks.ts); this says which facts of a link they saw.

import { timeText } from '../../net/document/time';
import type { LinkStatus, Notice, Observation, Order } from '../database';
import type { CHECKS } from './checks';
import type { LinkFacts } from './facts';
import { heldUntilMs } from './flaps';
import { reportedVerdict } from './reported';
import { isBinding, restoredMs } from './wishes';

export type CheckName = keyof typeof CHECKS;

type Said = (facts: LinkFacts) => readonly string[];

/** Seconds are enough for a person. */
function at(ms: number): string {
  return Number.isFinite(ms) ? timeText(Math.floor(ms / 1_000) * 1_000) : 'ever';
}

function length(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function orNone(texts: readonly string[], none: string): readonly string[] {
  return texts.length === 0 ? [none] : texts;
}

function orderText({ action, id, owner, reason, atMs, expiresMs }: Order): string {
  return `${action} ${id} by ${owner} at ${at(atMs)}, until ${at(expiresMs)}: ${reason}`;
}

function ordersOf(actions: readonly Order['action'][]): Said {
  return ({ orders }) =>
    orNone(
      orders.filter(({ action }) => actions.includes(action)).map(orderText),
      `no order to ${actions.join(' or ')} stands`,
    );
}

function statusText(status: LinkStatus): string {
  const { site, attachment, sessions, atMs, expiresMs } = status;
  const up = sessions.filter(({ state }) => state === 'up').length;
  const said = sessions.length === 0 ? '' : `, ${up} of ${sessions.length} sessions up`;
  const verdict = reportedVerdict(status) ?? 'not known';
  return `${site}: attachment ${attachment}${said}, so ${verdict}; told ${at(atMs)}, counts until ${at(expiresMs)}`;
}

const statuses: Said = (facts) => orNone(facts.statuses.map(statusText), 'AWS has told nothing of its ends lately');

function measurements({ rttMs, lossShare, fullSize }: Observation): string {
  return [
    ...(rttMs === undefined ? [] : [`round trip ${rttMs.toFixed(1)} ms`]),
    ...(lossShare === undefined ? [] : [`${(lossShare * 100).toFixed(0)} % lost`]),
    ...(fullSize === undefined ? [] : [`full size ${fullSize}`]),
  ]
    .map((text) => `, ${text}`)
    .join('');
}

function observationText(observation: Observation): string {
  const { site, verdict, sinceMs, atMs, expiresMs } = observation;
  const figures = measurements(observation);
  return `${site}: ${verdict} since ${at(sinceMs)}${figures}; measured ${at(atMs)}, counts until ${at(expiresMs)}`;
}

const observations: Said = ({ observations: all, unread }) => [
  ...orNone(all.map(observationText), 'no end has measured it lately'),
  ...unread.map((site) => `${site}: what it measures cannot be read`),
];

const before: Said = ({ previous }) => [`it counted as ${previous} before`];

const admission: Said = ({ admission: given }) => [given ? `admitted ${at(given.atMs)}` : 'no drain of it is admitted'];

function noticeText(notice: Notice, { policy, nowMs }: LinkFacts): string {
  const { id, source, startMs, endMs, status, trusted, impact, receivedMs } = notice;
  const fromMs = startMs - policy.maintenance.leadMs;
  const when = nowMs < fromMs ? 'not yet' : nowMs < endMs ? 'open' : 'over';
  const binding = isBinding(notice)
    ? ''
    : `, drains nothing: ${trusted ? `${status}, impact ${impact}` : 'not trusted'}`;
  return `notice ${id} of ${source}: drained from ${at(fromMs)}, begins ${at(startMs)}, ends ${at(endMs)} (${when}${binding}), received ${at(receivedMs)}`;
}

const wishes: Said = (facts) => {
  const restored = restoredMs(facts);
  return [
    ...ordersOf(['drain', 'apply-tunnel-maintenance'])(facts),
    ...orNone(
      facts.notices.map((notice) => noticeText(notice, facts)),
      'no maintenance of it is announced',
    ),
    ...(Number.isFinite(restored) ? [`an operator took back what came before ${at(restored)}`] : []),
  ];
};

const flaps: Said = ({ observations: all }) =>
  orNone(
    all.flatMap(({ site, flaps: bounced }) => {
      const until = bounced && heldUntilMs(bounced);
      if (!bounced) return [];
      return [
        `${site}: penalty ${bounced.penalty.toFixed(0)} at ${at(bounced.atMs)}, ${until === undefined ? 'below the limit' : `held until ${at(until)}`}`,
      ];
    }),
    'it has not gone bad lately',
  );

const recoveries: Said = ({ observations: all, statuses: told, policy }) => [
  ...orNone(
    [...all, ...told]
      .filter(({ wasBad }) => wasBad)
      .map(({ kind, site, sinceMs }) => `${site}: ${kind} the same since ${at(sinceMs)}, and was bad before`),
    'no end was ever bad',
  ),
  `the hold-down is ${length(policy.holdDownMs)}`,
];

function all(...parts: readonly Said[]): Said {
  return (facts) => parts.flatMap((part) => part(facts));
}

export const CHECK_FACTS: Readonly<Record<CheckName, Said>> = {
  frozen: all(ordersOf(['freeze']), before),
  'forced up': ordersOf(['force-up', 'drain', 'apply-tunnel-maintenance']),
  'reported down': statuses,
  'seen bad': observations,
  'unseen down': all(observations, before),
  drained: all(admission, wishes),
  unseen: all(observations, before),
  flapping: flaps,
  'held down': recoveries,
  late: all(admission, wishes),
  waiting: all(admission, wishes),
  degraded: all(statuses, observations),
};

/** What would end what a check says; `healthy`: none says anything. */
export const CHANGED_BY: Readonly<Record<CheckName | 'healthy', string>> = {
  frozen: 'the end of the freeze',
  'forced up': 'the end of the order that forces it up, or a later order to drain it',
  'reported down': "AWS's word that every end is there again",
  'seen bad': 'good measurements at every end that measures it bad',
  'unseen down': 'a measurement of one of its ends that can be read',
  drained: 'the end of every order and window that wants it empty, or an order to restore it',
  unseen: 'a measurement of one of its ends that can be read',
  flapping: 'time, while it does not go bad again; or an order to force it up',
  'held down': 'time, while it does not go bad again; or an order to force it up',
  late: "the admission site's leave to drain it, or the end of what wants it empty",
  waiting: "the admission site's leave to drain it, or the end of what wants it empty",
  degraded: 'every session up again, and full-size segments that get through',
  healthy: 'a bad measurement, an order, or a window of maintenance',
};
