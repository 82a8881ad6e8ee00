import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../lib/cli/io';
import { parseNotice } from '../../lib/cli/notice';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

const FIXTURES = 'test/fixtures/maintnote';
const RECEIVED = '2026-11-20T09:00:00Z';
const folder = temporaryFolder();

/** A topology that knows the circuits of the fixtures, and trusts what is dropped. */
const TOPOLOGY = join(folder, 'topology.yaml');
writeFileSync(
  TOPOLOGY,
  readFileSync('examples/hybrid.yaml', 'utf8')
    .replace('CA-ORD-IAD-0042', 'DX/12345')
    .replace('\nmaintenance:\n', '\nmaintenance:\n  dropped: trusted\n'),
);

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function run(file: string, options: Partial<Parameters<typeof parseNotice>[1]> = {}) {
  const io = recordingIo();
  const given = { topology: TOPOLOGY, received: RECEIVED, verdicts: 'pass', ...options } as const;
  const code = await parseNotice(file, given, io);
  return { code, out: io.printed(), err: io.complained() };
}

describe('detour notice parse', () => {
  it('says what a notice says, and what Detour would do and when', async () => {
    expect(await run(`${FIXTURES}/confirmed.ics`)).toEqual({
      code: EXIT.ok,
      err: '',
      out: `notice-received  maintenance CHG-1001 of ord-iad-dx from 2026-12-01T22:00:00Z to 2026-12-02T02:00:00Z (CONFIRMED, OUTAGE), announced by carrier-a: Fibre repair on span 7
    trusted  yes
    links    ord-iad-dx
    window   2026-12-01T22:00:00Z to 2026-12-02T02:00:00Z
    held as  confirmed, impact outage
    detour   drains ord-iad-dx from 2026-12-01T21:50:00Z to 2026-12-02T02:00:00Z`,
    });
  });

  it('says that a mail is trusted when its sender passed, and why not when it did not', async () => {
    const passed = await run(`${FIXTURES}/base64-attachment.eml`);
    expect(passed.out).toContain('    trusted  yes');
    expect(passed.err).toBe('taken as if SPF, DKIM and DMARC had passed');
    const failed = await run(`${FIXTURES}/base64-attachment.eml`, { verdicts: 'fail' });
    expect(failed.out).toContain('; not trusted: SPF did not pass; DKIM did not pass; DMARC did not pass');
    expect(failed.out).toContain('    detour   tells a person, and drains nothing: it is not trusted');
    expect(failed.code).toBe(EXIT.ok);
  });

  it.each([
    ['cancelled.ics', 'tells a person, and drains nothing: it is cancelled'],
    ['completed.ics', 'tells a person, and drains nothing: it is completed'],
    ['no-status.ics', 'tells a person, and drains nothing: it is tentative'],
    ['in-process.ics', 'drains ord-iad-dx from 2026-12-01T21:50:00Z to 2026-12-02T02:00:00Z'],
    ['standard-example.ics', 'tells a person, and drains nothing: it names no link'],
  ])('says what %s comes to', async (name, outlook) => {
    expect((await run(`${FIXTURES}/${name}`)).out).toContain(`    detour   ${outlook}`);
  });

  it('drains at once when the lead time has begun, and not for what is over', async () => {
    const { out } = await run(`${FIXTURES}/confirmed.ics`, { received: '2026-12-01T21:55:00Z' });
    expect(out).toContain('drains ord-iad-dx from 2026-12-01T21:55:00Z to 2026-12-02T02:00:00Z');
    const begun = await run(`${FIXTURES}/in-process.ics`, { received: '2026-12-01T21:20:00Z' });
    expect(begun.out).toContain('drains ord-iad-dx from 2026-12-01T21:20:00Z to 2026-12-02T02:00:00Z');
    const late = await run(`${FIXTURES}/confirmed.ics`, { received: '2026-12-02T02:00:00Z' });
    expect(late.out).toContain('drains nothing: it was over at 2026-12-02T02:00:00Z');
  });

  it('reads each event of a calendar, and fails for one that cannot be acted on', async () => {
    const { code, out } = await run(`${FIXTURES}/several-events.ics`);
    expect(code).toBe(EXIT.problem);
    expect(out.match(/^notice-[a-z]+/gm)).toEqual([
      'notice-received',
      'notice-unmatched',
      'notice-received',
      'notice-unreadable',
    ]);
    expect(out).toContain('drains nothing: nothing happens that a drain would save data from');
  });

  it('reads an event of AWS Health', async () => {
    const { out } = await run('test/fixtures/aws-health/dx-maintenance-scheduled.json', {
      received: '2025-09-01T00:00:00Z',
    });
    expect(out).toContain('    detour   drains ord-iad-dx from 2025-10-01T19:50:00Z to 2025-10-02T00:00:00Z');
  });

  it('reads a notice without a topology, which then names no link and is not trusted', async () => {
    const io = recordingIo();
    expect(await parseNotice(`${FIXTURES}/confirmed.ics`, { verdicts: 'pass' }, io)).toBe(EXIT.ok);
    expect(io.printed()).toMatch(/^notice-untrusted {2}maintenance CHG-1001 of DX\/12345 /);
    expect(io.printed()).toMatch(/^ {4}detour {3}tells a person, and drains nothing: it counts as no notice$/m);
    expect(io.complained()).toBe('no topology was given: no link is known by any id, and nobody is trusted');
  });

  it('prints one JSON document on request', async () => {
    const { out, code } = await run(`${FIXTURES}/confirmed.ics`, { json: true });
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(out)).toMatchObject({
      file: `${FIXTURES}/confirmed.ics`,
      notices: [
        {
          entries: [{ code: 'notice-received' }],
          notice: { links: ['ord-iad-dx'], trusted: true },
          outlook: { kind: 'drain', fromMs: Date.parse('2026-12-01T21:50:00Z') },
        },
      ],
    });
  });

  it.each([
    ['a file that is not there', 'nowhere.ics', 'nowhere.ics:1:1  the file cannot be read'],
    ['a folder', 'test', 'test:1:1  the file cannot be read'],
  ])('fails on %s', async (_, file, problem) => {
    const { code, err, out } = await run(file);
    expect({ code, out }).toEqual({ code: EXIT.problem, out: '' });
    expect(err).toContain(problem);
  });

  it.each([
    ['README.md', 'its name ends neither in .ics nor in .eml nor in .json'],
    [fileOf('empty.ics', ''), 'it is no calendar: it does not begin with BEGIN:VCALENDAR'],
    [fileOf('binary.ics', new Uint8Array([0xff, 0xfe, 0x00])), 'it is not text in UTF-8'],
    [fileOf('empty.eml', ''), 'it holds no calendar'],
    [fileOf('large.ics', 'x'.repeat(300_000)), 'it has 300000 bytes; at most 262144 are read'],
    [fileOf('broken.json', '{'), 'it is no JSON'],
    [fileOf('other.json', '{}'), 'an event could not be read'],
  ])('fails on %s, and says why', async (file, why) => {
    const { code, out } = await run(file);
    expect(code).toBe(EXIT.problem);
    expect(out).toContain('notice-unreadable');
    expect(out).toContain(why);
  });

  it('fails on a topology with problems, and names them', async () => {
    const { code, err } = await run(`${FIXTURES}/confirmed.ics`, { topology: 'examples/broken/costs.yaml' });
    expect(code).toBe(EXIT.problem);
    expect(err).toContain('topology-cost-order');
  });

  it('fails on a time that is none', async () => {
    const { code, err } = await run(`${FIXTURES}/confirmed.ics`, { received: 'soon' });
    expect({ code, err }).toEqual({
      code: EXIT.usage,
      err: 'error: soon is not a time in UTC, as 2026-12-01T20:10:00Z',
    });
  });

  it('fails without letting the file write to the terminal', async () => {
    const hostile = readFileSync(`${FIXTURES}/confirmed.ics`, 'utf8').replace('Fibre', '\u001b[2J\u202eFibre');
    const { out } = await run(fileOf('hostile.ics', hostile));
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(out).toContain('\\u001b[2J');
  });
});
