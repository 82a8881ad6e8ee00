import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { loadScenario } from '../../lib/cli/load-scenario';
import { parseScenario } from '../../lib/twin/scenario-file';
import { announced, EXAMPLES, found, neverAnnounced, yamlFiles } from '../support/broken';
import { changed, damaged, FUZZ_FILE, flawsOfAnswer, yamlish } from '../support/documents';
import { aScenario, exampleWorld, FAULT, NOTICE, parsed, scenarioMistakes, TRAFFIC, WORLD } from '../support/scenario';

const at = (time: string) => Date.parse(`2025-10-01T${time}Z`);

describe('a scenario', () => {
  it('says what goes wrong when, in epoch milliseconds, and whose packets are counted', () => {
    expect(parsed({ seed: 7 })).toEqual({
      ok: true,
      value: {
        name: 'outage',
        title: 'a link goes away',
        startMs: at('19:30:00'),
        endMs: at('21:45:00'),
        seed: 7,
        faults: [{ link: 'iad-cmh', form: 'grey', fromMs: at('20:10:00'), toMs: at('21:27:00') }],
        notices: [
          {
            link: 'iad-cmh',
            source: 'the provider',
            announcedMs: at('19:35:00'),
            fromMs: at('20:00:00'),
            toMs: at('21:30:00'),
          },
        ],
        traffic: [
          {
            name: 'orders',
            between: [
              { site: 'iad', vpc: 'core' },
              { site: 'cmh', vpc: 'core' },
            ],
            packetsPerSecond: 100,
          },
        ],
      },
    });
  });

  it('has seed 1, no faults and no notices by default', () => {
    const result = parsed({ faults: undefined, notices: undefined });
    expect(result).toMatchObject({ ok: true, value: { seed: 1, faults: [], notices: [] } });
  });

  it('has a fault that BGP sees when it says so, and an end on premises without a VPC', () => {
    const result = parsed({
      faults: [{ ...FAULT, link: 'dx', form: 'down' }],
      traffic: [{ ...TRAFFIC, between: ['ord', 'iad/core'] }],
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        faults: [{ link: 'dx', form: 'down' }],
        traffic: [{ between: [{ site: 'ord' }, { site: 'iad', vpc: 'core' }] }],
      },
    });
  });

  it('has its faults in the order of time', () => {
    const late = { ...FAULT, from: FAULT.to, to: '2025-10-01T21:28:00Z' };
    const result = parsed({ faults: [late, FAULT] });
    expect(result.ok && result.value.faults.map(({ fromMs }) => fromMs)).toEqual([at('20:10:00'), at('21:27:00')]);
  });
});

describe('limits', () => {
  it.each([
    ['a scenario of exactly a week', { ends: '2025-10-08T19:30:00Z', traffic: [{ ...TRAFFIC, packetsPerSecond: 82 }] }],
    ['fractions of a second', { starts: '2025-10-01T19:30:00.5Z' }],
    [
      'a fault as long as the scenario',
      { faults: [{ ...FAULT, from: '2025-10-01T19:30:00Z', to: '2025-10-01T21:45:00Z' }] },
    ],
    ['two links that fail at once', { faults: [FAULT, { ...FAULT, link: 'dx' }] }],
    [
      'a fault after another of its link',
      { faults: [FAULT, { ...FAULT, from: FAULT.to, to: '2025-10-01T21:30:00Z' }] },
    ],
    ['a notice from before the scenario', { notices: [{ ...NOTICE, announced: '2025-09-01T00:00:00Z' }] }],
    ['a window that outlasts the scenario', { notices: [{ ...NOTICE, to: '2025-10-02T00:00:00Z' }] }],
    ['the largest seed', { seed: 2 ** 31 - 1 }],
    [
      'ten thousand packets per second for 5000 seconds',
      { ...minutes(83), traffic: [{ ...TRAFFIC, packetsPerSecond: 10_000 }] },
    ],
  ])('are inclusive: %s is valid', (_, changes) => {
    expect(scenarioMistakes(changes)).toEqual([]);
  });

  it.each([
    ['a second more than a week', { ends: '2025-10-08T19:30:01Z' }, 'scenario-too-long ends'],
    ['no time at all', { ends: '2025-10-01T19:30:00Z' }, 'scenario-time-order ends'],
    ['a fault of no time', { faults: [{ ...FAULT, to: FAULT.from }] }, 'scenario-time-order faults.0.to'],
    [
      'a fault before the scenario',
      { faults: [{ ...FAULT, from: '2025-10-01T19:29:59Z' }] },
      'scenario-fault-outside faults.0.from',
    ],
    [
      'a fault past its end',
      { faults: [{ ...FAULT, to: '2025-10-01T21:45:01Z' }] },
      'scenario-fault-outside faults.0.to',
    ],
    ['the same fault twice', { faults: [FAULT, FAULT] }, 'scenario-fault-overlap faults.1.from'],
    [
      'a fault inside an earlier, longer one',
      {
        faults: [
          FAULT,
          { ...FAULT, from: '2025-10-01T20:11:00Z', to: '2025-10-01T20:12:00Z' },
          { ...FAULT, from: '2025-10-01T21:26:00Z' },
        ],
      },
      'scenario-fault-overlap faults.2.from',
    ],
    ['a window of no time', { notices: [{ ...NOTICE, to: NOTICE.from }] }, 'scenario-time-order notices.0.to'],
    [
      'a notice after the end',
      { notices: [{ ...NOTICE, announced: '2025-10-01T21:45:01Z' }] },
      'scenario-notice-late notices.0.announced',
    ],
    ['a seed of 0', { seed: 0 }, 'document-out-of-range seed'],
    ['a seed of 2^31', { seed: 2 ** 31 }, 'document-out-of-range seed'],
    [
      'no packets',
      { traffic: [{ ...TRAFFIC, packetsPerSecond: 0 }] },
      'document-out-of-range traffic.0.packetsPerSecond',
    ],
    [
      'more than 50 million packets',
      { ...minutes(84), traffic: [{ ...TRAFFIC, packetsPerSecond: 10_000 }] },
      'scenario-too-many-packets traffic.0.packetsPerSecond',
    ],
    ['no traffic', { traffic: [] }, 'scenario-traffic-count traffic'],
    ['twenty-one entries', { traffic: Array.from({ length: 21 }, () => TRAFFIC) }, 'scenario-traffic-count traffic'],
    ['no list of traffic', { traffic: undefined }, 'document-missing-key traffic'],
    ['another version', { version: 2 }, 'document-unknown-version version'],
    ['a leap second', { starts: '2016-12-31T23:59:60Z' }, 'document-bad-time starts'],
    ['the 24th hour', { ends: '2025-10-01T24:00:00Z' }, 'document-bad-time ends'],
  ])('fails just outside: %s', (_, changes, mistake) => {
    expect(scenarioMistakes(changes)).toContain(mistake);
  });
});

/** A scenario of so many minutes without anything else in it. */
function minutes(number: number) {
  const ends = new Date(at('19:30:00') + number * 60_000).toISOString();
  return { ends, faults: [], notices: [] };
}

describe('names', () => {
  it.each([
    ['a link', { faults: [{ ...FAULT, link: 'iad-pdx' }] }, ['scenario-unknown-link faults.0.link']],
    [
      'a site',
      { traffic: [{ ...TRAFFIC, between: ['iad/core', 'pdx/core'] }] },
      ['scenario-unknown-site traffic.0.between.1'],
    ],
    [
      'a VPC',
      { traffic: [{ ...TRAFFIC, between: ['iad/apps', 'cmh/core'] }] },
      ['scenario-unknown-vpc traffic.0.between.0'],
    ],
    [
      'a VPC on premises',
      { traffic: [{ ...TRAFFIC, between: ['iad/core', 'ord/core'] }] },
      ['scenario-unknown-vpc traffic.0.between.1'],
    ],
    [
      'the VPC of an AWS site that is left out',
      { traffic: [{ ...TRAFFIC, between: ['iad', 'ord'] }] },
      ['scenario-traffic-end traffic.0.between.0'],
    ],
    [
      'a peering that BGP sees go down',
      { faults: [{ ...FAULT, form: 'down' }] },
      ['scenario-fault-form faults.0.form'],
    ],
    ['a form of failure', { faults: [{ ...FAULT, form: 'gray' }] }, ['document-bad-value faults.0.form']],
  ])('fails when there is no such thing as %s', (_, changes, mistakes) => {
    expect(scenarioMistakes(changes)).toEqual(mistakes);
  });

  it.each([
    ['a misspelled link', { faults: [{ ...FAULT, link: 'iad-chm' }] }, 'did you mean iad-cmh'],
    [
      'the two sites of a link the other way round',
      { faults: [{ ...FAULT, link: 'cmh-iad' }] },
      'did you mean iad-cmh',
    ],
    ['a misspelled VPC', { traffic: [{ ...TRAFFIC, between: ['iad/cor', 'cmh/core'] }] }, 'did you mean iad/core'],
    ['a VPC on premises', { traffic: [{ ...TRAFFIC, between: ['ord/core', 'iad/core'] }] }, 'write ord alone'],
    ['an AWS site alone', { traffic: [{ ...TRAFFIC, between: ['ord', 'iad'] }] }, 'for example iad/core'],
    ['a form that a peering does not have', { faults: [{ ...FAULT, form: 'down' }] }, 'form: grey'],
    ['a time in another zone', { starts: '2025-10-01T21:30:00+02:00' }, 'write 2025-10-01T19:30:00Z'],
    ['a time in no zone', { starts: '2025-10-01 19:30' }, 'write 2025-10-01T19:30:00Z if that is UTC'],
    ['a day that does not exist', { starts: '2025-02-30T19:30:00Z' }, 'correct the date or the time of day'],
    ['a number for a name', { name: 2025 }, 'put it in quotes'],
  ])('fails for %s with what was probably meant', (_, changes, fix) => {
    const result = parsed(changes);
    expect(result.ok ? [] : result.error.map((issue) => issue.fix)).toEqual([expect.stringContaining(fix)]);
  });

  it('fails when both ends are on premises', () => {
    const { backbone, vpcs } = WORLD;
    const another = { name: 'yyz', kind: 'on-prem', aggregate: '10.50.0.0/16', specifics: ['10.50.0.0/17'] } as const;
    const world = { backbone: { ...backbone, sites: [...backbone.sites, another] }, vpcs };
    const result = parseScenario(
      stringify(aScenario({ traffic: [{ ...TRAFFIC, between: ['ord', 'yyz'] }] })),
      'f',
      world,
    );
    expect(result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'scenario-traffic-end traffic.0.between.1',
    ]);
  });

  it('fails for all mistakes at once, of the schema and of the rules, even within one entry', () => {
    expect(
      scenarioMistakes({
        version: 2,
        faults: [{ ...FAULT, link: 'nowhere', from: 'yesterday' }],
        traffic: [{ ...TRAFFIC, between: ['iad/core', 'iad/core'], packetsPerSecond: -1, colour: 'red' }],
      }),
    ).toEqual([
      'document-unknown-version version',
      'scenario-unknown-link faults.0.link',
      'document-bad-time faults.0.from',
      'scenario-traffic-same-site traffic.0.between.1',
      'document-out-of-range traffic.0.packetsPerSecond',
      'document-unknown-key traffic.0.colour',
    ]);
  });
});

describe('parsing a scenario never throws, and places every issue inside the file,', () => {
  const OUTAGE = readFileSync(join(EXAMPLES, 'scenarios/2025-10-01.yaml'), 'utf8');
  const world = exampleWorld();
  const expectAnswer = (text: string) => expect(flawsOfAnswer(text, parseScenario(text, FUZZ_FILE, world))).toEqual([]);

  it('for arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectAnswer), { numRuns: 200 });
    fc.assert(fc.property(yamlish, expectAnswer), { numRuns: 300 });
  });

  it('for a valid file of which a part was replaced', () => {
    fc.assert(fc.property(damaged(OUTAGE), expectAnswer), { numRuns: 500 });
  });

  it('for a valid document in which a value was replaced by anything', () => {
    const documents = changed(aScenario()).map((document) => stringify(document));
    fc.assert(
      fc.property(documents, (text) => expect(flawsOfAnswer(text, parseScenario(text, FUZZ_FILE, WORLD))).toEqual([])),
      { numRuns: 400 },
    );
  });

  it('fails for a list that is far too long, of which the rules look at no more than a scenario may have', () => {
    const faults = Array.from({ length: 2_000 }, (_, i) => ({ link: `a-link-that-is-nowhere-${i}`, from: 'x' }));
    const mistakes = scenarioMistakes({ faults });
    expect(mistakes).toContain('document-bad-value faults');
    const unknown = mistakes.filter((mistake) => mistake.startsWith('scenario-unknown-link'));
    expect(unknown).toEqual(Array.from({ length: 500 }, (_, i) => `scenario-unknown-link faults.${i}.link`));
  });
});

describe('the example scenarios', () => {
  const scenarios = join(EXAMPLES, 'scenarios');
  const broken = join(EXAMPLES, 'broken/scenarios');
  const world = exampleWorld();

  it.each(yamlFiles(scenarios))('%s is valid on the topology that it names', (name) => {
    const file = join(scenarios, name);
    const [, topology = ''] = /^# topology: (\S+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
    expect(found(loadScenario(file, exampleWorld(topology)))).toEqual([]);
  });

  it.each(yamlFiles(broken))('fails broken/scenarios/%s with exactly the errors that it announces', (name) => {
    const file = join(broken, name);
    expect(announced(file)).not.toEqual([]);
    expect(found(loadScenario(file, world))).toEqual(announced(file));
  });

  it('has a broken file for every code', () => {
    const files = yamlFiles(broken).map((name) => join(broken, name));
    expect(neverAnnounced(files, ['scenario-', 'document-bad-time'])).toEqual([]);
  });
});
