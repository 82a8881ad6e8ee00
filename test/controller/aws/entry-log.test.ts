import { logEntries } from '../../../lib/controller/aws/entry-log';
import { CODES } from '../../../lib/net/codes';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { entriesIn, metricsIn } from '../../support/log-lines';
import { NOW_MS } from '../../support/world';

const environment = process.env;

afterEach(() => {
  process.env = environment;
});

function logged(...entries: Parameters<typeof logEntries>[0]): readonly string[] {
  const lines: string[] = [];
  logEntries(entries, (line) => lines.push(line), NOW_MS);
  return lines;
}

test('an entry is one line of JSON, as it was said, with a level and the time of writing', () => {
  const entry = anAuditEntry({ atMs: NOW_MS - 3_600_000 });
  expect(entriesIn(logged(entry))).toEqual([
    { level: 'INFO', timestamp: new Date(NOW_MS).toISOString(), ...entry, change: entry.change },
  ]);
});

test('an entry counts by code and site, at the time of writing', () => {
  expect(metricsIn(logged(anAuditEntry({ atMs: NOW_MS - 3_600_000, code: 'notice-received' })))).toEqual([
    {
      _aws: {
        Timestamp: NOW_MS,
        CloudWatchMetrics: [
          { Namespace: 'Detour', Dimensions: [['Site']], Metrics: [{ Name: 'notice-received', Unit: 'Count' }] },
        ],
      },
      Site: 's0',
      'notice-received': 1,
    },
  ]);
});

test('the level is that of the code: what a person has to look at is a warning', () => {
  const lines = logged(anAuditEntry(), aWarning());
  expect(entriesIn(lines).map(({ level, code }) => [level, CODES[code].severity])).toEqual([
    ['INFO', 'info'],
    ['WARN', 'warning'],
  ]);
});

test('entries keep their order, and each code is counted once with how often it was said', () => {
  const lines = logged(anAuditEntry(), aWarning(), anAuditEntry(), aWarning(), aWarning());
  const codes = entriesIn(lines).map(({ code }) => code);
  expect(codes).toEqual([anAuditEntry().code, aWarning().code, anAuditEntry().code, aWarning().code, aWarning().code]);
  expect(metricsIn(lines)).toMatchObject([{ [anAuditEntry().code]: 2, [aWarning().code]: 3 }]);
});

test('each site counts for itself', () => {
  const lines = logged(anAuditEntry({ site: 's0' }), anAuditEntry({ site: 's1' }));
  expect(metricsIn(lines).map(({ Site }) => Site)).toEqual(['s0', 's1']);
});

test('a code that was said more often than CloudWatch takes values is counted all the same', () => {
  const lines = logged(...Array.from({ length: 250 }, () => aWarning()));
  expect(entriesIn(lines)).toHaveLength(250);
  expect(metricsIn(lines)).toMatchObject([{ [aWarning().code]: 250 }]);
});

test('no line names more metrics than CloudWatch takes, and none is lost', () => {
  const codes = Object.keys(CODES) as (keyof typeof CODES)[];
  const metrics = metricsIn(logged(...codes.map((code) => anAuditEntry({ code }))));
  const names = metrics.map(({ _aws }) => _aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name) ?? []);
  expect(names.flat()).toEqual(codes);
  expect(Math.max(...names.map(({ length }) => length))).toBe(100);
});

test('nothing said is nothing written', () => {
  expect(logged()).toEqual([]);
});

test('what a sender wrote cannot forge a line, repaint a terminal or fill the log', () => {
  const lines = logged(anAuditEntry({ because: `a\nb\u001b[2J\u202e${'x'.repeat(100_000)}`, link: 'x\n{"level"' }));
  expect(lines.every((line) => line.length < 3_000 && line.match(/\n/g)?.length === 1)).toBe(true);
  const [entry, ...more] = entriesIn(lines);
  expect(more).toEqual([]);
  expect(entry?.because.slice(0, 24)).toBe('a\\u000ab\\u001b[2J\\u202exx'.slice(0, 24));
  expect(entry?.link).toBe('x\\u000a{"level"');
});

test.each([
  ['POWERTOOLS_LOG_LEVEL', 'CRITICAL'],
  ['LOG_LEVEL', 'SILENT'],
  ['POWERTOOLS_METRICS_DISABLED', 'true'],
  ['POWERTOOLS_METRICS_NAMESPACE', 'Other'],
  ['POWERTOOLS_SERVICE_NAME', 'other'],
  ['POWERTOOLS_DEV', 'true'],
  ['POWERTOOLS_LOGGER_SAMPLE_RATE', '1'],
])('%s in the environment changes nothing', (name, value) => {
  const entries = [anAuditEntry(), aWarning()];
  const usual = logged(...entries);
  process.env = { ...environment, [name]: value };
  expect(logged(...entries)).toEqual(usual);
});

test('with tracing on, a line names its trace', () => {
  process.env = { ...environment, _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1' };
  expect(entriesIn(logged(anAuditEntry()))).toMatchObject([{ traceId: '1-5759e988-bd862e3fe1be46a994272793' }]);
});
