// Pure: when things happen in a scenario.

import type { Draft, Path } from '../net/document/draft';
import { timeMs, timeText } from '../net/document/time';
import { type ScenarioRule, type ScenarioSubject, spanOf } from './scenario-subject';

const MAX_LENGTH_MS = 7 * 86_400_000;

function notAfter(path: Path, what: string, fromMs: number): Draft {
  return {
    code: 'scenario-time-order',
    path,
    problem: `${what} does not end after it begins`,
    allowed: `a time after ${timeText(fromMs)}`,
    fix: 'correct one of the two times; all of them are UTC',
  };
}

const endsAfterStarts: ScenarioRule = ({ startMs, endMs }) =>
  startMs === undefined || endMs === undefined || startMs < endMs ? [] : [notAfter(['ends'], 'the scenario', startMs)];

const length: ScenarioRule = ({ startMs, endMs }) =>
  startMs === undefined || endMs === undefined || endMs - startMs <= MAX_LENGTH_MS
    ? []
    : [
        {
          code: 'scenario-too-long',
          path: ['ends'],
          problem: 'the scenario is longer than 7 days',
          allowed: `a time until ${timeText(startMs + MAX_LENGTH_MS)}`,
          fix: 'end it soon after its last fault',
        },
      ];

const spans: ScenarioRule = ({ faults, notices }) =>
  [
    ...faults.map((fault) => ({ ...fault, what: 'the fault' })),
    ...notices.map((notice) => ({ ...notice, what: 'the announced window' })),
  ].flatMap(({ path, entry, what }) => {
    const span = spanOf(entry);
    return span === undefined || span.fromMs < span.toMs ? [] : [notAfter([...path, 'to'], what, span.fromMs)];
  });

/** Nothing is said about a scenario that ends before it begins: any time would be outside. */
function boundsOf({ startMs, endMs }: ScenarioSubject): { startMs: number; endMs: number } | undefined {
  return startMs === undefined || endMs === undefined || startMs >= endMs ? undefined : { startMs, endMs };
}

const faultsInside: ScenarioRule = (subject) => {
  const bounds = boundsOf(subject);
  if (bounds === undefined) return [];
  const { startMs, endMs } = bounds;
  return subject.faults.flatMap(({ path, entry }) =>
    (['from', 'to'] as const)
      .map((key) => ({ key, text: entry[key] }))
      .filter(({ text }) => text !== undefined && (timeMs(text) < startMs || timeMs(text) > endMs))
      .map(({ key }) => ({
        code: 'scenario-fault-outside',
        path: [...path, key],
        problem: `the fault ${key === 'from' ? 'begins' : 'ends'} outside the scenario`,
        allowed: `a time from ${timeText(startMs)} to ${timeText(endMs)}`,
        fix: 'correct it, or move starts or ends',
      })),
  );
};

const faultsApart: ScenarioRule = ({ faults }) => {
  const reached = new Map<string, { toMs: number; to: string }>();
  const complete = faults.flatMap(({ path, entry: { link, from, to } }) => {
    const span = spanOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
    return link === undefined || to === undefined || span === undefined ? [] : [{ path, link, to, ...span }];
  });
  return complete
    .sort((a, b) => a.fromMs - b.fromMs)
    .flatMap(({ path, link, to, fromMs, toMs }): Draft[] => {
      const before = reached.get(link);
      if (before === undefined || before.toMs < toMs) reached.set(link, { toMs, to });
      if (before === undefined || before.toMs <= fromMs) return [];
      return [
        {
          code: 'scenario-fault-overlap',
          path: [...path, 'from'],
          problem: `another fault of ${link} lasts until ${before.to}`,
          allowed: `a time from ${before.to} on`,
          fix: 'make one fault of the two, or begin this one later',
        },
      ];
    });
};

const noticesInTime: ScenarioRule = ({ notices, endMs }) =>
  notices
    .filter(({ entry: { announced } }) => announced !== undefined && endMs !== undefined && timeMs(announced) > endMs)
    .map(({ path }) => ({
      code: 'scenario-notice-late',
      path: [...path, 'announced'],
      problem: 'the notice arrives when the scenario is over',
      allowed: 'a time before ends',
      fix: 'correct it, or remove the notice',
    }));

export const TIME_RULES: readonly ScenarioRule[] = [
  endsAfterStarts,
  length,
  spans,
  faultsInside,
  faultsApart,
  noticesInTime,
];
