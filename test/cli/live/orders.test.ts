// The commands that give and end orders, as a person and as a program call them, against the twin and a DynamoDB server.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../../lib/cli/io';
import { order } from '../../../lib/cli/live/orders/order';
import { main } from '../../../lib/cli/main';
import { withCredentials } from '../../support/credentials';
import { recordingIo } from '../../support/io';
import { LIVE_TOPOLOGY, LiveTwin } from '../../support/live-twin';
import { aNotice, MINUTE_MS } from '../../support/world';

/** The admission site looks at words of others that are at least a round trip old. */
const PAUSE_MS = 1_200;
let live: LiveTwin;

withCredentials();
beforeAll(async () => {
  live = await LiveTwin.open();
});
afterAll(() => live.close());

/** `answer`: what whoever sits there says; absent: nobody does. */
async function run(args: readonly string[], answer?: string) {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return answer ?? '';
  };
  const io = { ...recordingIo(), ...(answer === undefined ? {} : { ask }) };
  const code = process.exitCode;
  await main(['node', 'detour', ...args], io);
  const mine = process.exitCode;
  process.exitCode = code;
  return { code: mine, out: io.printed(), err: io.complained(), questions };
}

const detour = (...args: readonly string[]) => run([...args, ...live.options]);
const asked = (answer: string, ...args: readonly string[]) => run([...args, ...live.options], answer);
const DRAIN = ['drain', 'iad-pdx', '--reason', 'new optics', '--owner', 'ann'];

async function json(...args: readonly string[]) {
  const { code, out, err } = await detour(...args, '--json');
  return { code, err, facts: JSON.parse(out) };
}

/** By action and what it is about, each as `drain iad-pdx`. */
async function standing(): Promise<readonly string[]> {
  const { facts } = await json('windows');
  return facts.orders.map(({ action, link, site }: Record<string, string>) => `${action} ${link ?? site ?? 'all'}`);
}

/** Lets the controllers run until the command comes to its end. */
async function whileControllersRun<T>(command: Promise<T>): Promise<T> {
  let isOver = false;
  const over = command.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await live.rounds(1);
    await sleep(PAUSE_MS);
    await live.rounds(1, ['iad']);
  }
  return over;
}

describe('wrong calls', () => {
  it.each([
    [['drain', 'iad-pdx', '--yes'], '--reason is missing: say why'],
    [[...DRAIN, '--yes', '--until', 'tomorrow'], '--until tomorrow: write it as 90m, 4h or 2d'],
    [[...DRAIN, '--yes', '--until', '31d'], 'the expiry is more than 30 days away'],
    [[...DRAIN, '--yes', '--until', '2020-01-01T00:00:00Z'], 'the expiry is not in the future'],
    [[...DRAIN, '--yes', '--owner', ' '], '--owner is empty'],
    [['drain', 'iad-pdz', '--reason', 'x', '--yes'], 'there is no link iad-pdz; did you mean iad-pdx?'],
    [['evacuate', 'ord', '--reason', 'x', '--yes'], 'there is no AWS site ord'],
    [[...DRAIN], 'there is no terminal to ask on, so nothing was done'],
    [['unfreeze'], 'there is no terminal to ask on, so nothing was done'],
  ])('fail: %j', async (args, said) => {
    const { code, err, out } = await detour(...args);
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
    expect(err).toContain(said);
  });

  it('fail where a program reads the answer and nobody has said yes', async () => {
    const { code, err } = await asked('y', ...DRAIN, '--json');
    expect({ code, err }).toEqual({
      code: EXIT.usage,
      err: 'error: with --json nobody is asked, so nothing was done: look at it with --dry-run, then give --yes',
    });
  });
});

describe('what would come of a drain', () => {
  it('is shown and not done in a dry run', async () => {
    const { code, out, err } = await detour(...DRAIN, '--until', '2h', '--dry-run');
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
    expect(out).toMatch(/^order {2}drain iad-pdx, until \S+Z, 2 h from now, by ann: new optics$/m);
    expect(out).toMatch(
      /^iad-pdx +up, link-healthy: .* drained, link-drain-ordered: ann ordered a drain: new optics$/m,
    );
    expect(out).toMatch(/^iad → pdx +✔ iad-pdx +iad-cmh › cmh-pdx$/m);
    expect(out).toMatch(/^remember +order-redundancy-lost: without cmh-pdx as well, .*iad → pdx/m);
    expect(await standing()).toEqual([]);
  });

  it('is a versioned object for programs', async () => {
    const { code, facts } = await json(...DRAIN, '--dry-run');
    expect(code).toBe(EXIT.ok);
    expect(facts).toMatchObject({
      version: 1,
      backbone: 'acme',
      seenBy: 'iad',
      command: 'drain',
      about: 'iad-pdx',
      outcome: 'planned',
      placed: [{ action: 'drain', link: 'iad-pdx', owner: 'ann', reason: 'new optics' }],
      ended: [],
      effects: { refusals: [], waits: [] },
      unread: [],
    });
  });

  it('is asked about on a terminal, and not done without a yes', async () => {
    for (const answer of ['', 'n', 'later']) {
      const { code, out, err, questions } = await asked(answer, ...DRAIN);
      expect({ code, err, questions }).toEqual({
        code: EXIT.declined,
        err: 'nothing was done',
        questions: ['\nGo on? [y/N] '],
      });
      expect(out).toContain('iad → pdx');
    }
    expect(await standing()).toEqual([]);
  });
});

describe('a drain', () => {
  it('that somebody said yes to is written, read back and followed until the link is empty', async () => {
    const { code, out, err } = await whileControllersRun(asked('y', ...DRAIN));
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^✔ drain-iad-pdx-\S+: written at iad, and read back$/m);
    expect(out).toMatch(/Z drain-complete: nothing is sent over iad-pdx any more; it may be cut$/);
    expect(err).toBe('waiting for the controllers; Ctrl-C stops the waiting, and not the order');
    expect(await standing()).toEqual(['drain iad-pdx']);
  });

  it('comes beside one that stands, and is not waited for where nobody sits there', async () => {
    const { code, facts } = await json('drain', 'iad-pdx', '--reason', 'more', '--yes', '--until', '1h');
    expect(code).toBe(EXIT.ok);
    expect(facts).toMatchObject({ outcome: 'given', written: [{ kind: 'written', site: 'iad', failed: [] }] });
    expect(facts.effects.remarks).toContainEqual(expect.objectContaining({ code: 'order-beside' }));
    expect(facts).not.toHaveProperty('reached');
  });

  it('is refused where a flow would have no other path', async () => {
    const { code, out, err } = await asked('y', 'drain', 'cmh-pdx', '--reason', 'more');
    expect({ code, err }).toEqual({ code: EXIT.refused, err: 'the order is refused, and nothing was done' });
    expect(out).toMatch(/^refused {5}order-last-path: each has no other path and would stay on cmh-pdx: .*cmh → pdx/m);
  });

  it('stands on when whoever waits for it stops waiting', async () => {
    const io = recordingIo();
    const options = { topology: LIVE_TOPOLOGY, endpoint: live.options.filter((text) => text.includes('://')) };
    const more = { reason: 'later', yes: true, wait: true };
    const code = await order('drain', 'ord-pdx-dx', { ...options, ...more }, io, AbortSignal.abort());
    expect(code).toBe(EXIT.interrupted);
    expect(io.complained()).toContain('the order stands: detour status shows how it goes');
    expect(io.printed()).toContain(
      'waits       drain-queued: ord-pdx-dx waits: iad-pdx is drained, and 1 may be at once',
    );
    expect(await standing()).toContain('drain ord-pdx-dx');
  });

  it('is taken back with all orders of the link, and followed until traffic is back', async () => {
    expect((await detour('restore', 'ord-pdx-dx', '--yes')).code).toBe(EXIT.ok);
    const { code, out } = await whileControllersRun(detour('restore', 'iad-pdx', '--yes', '--wait'));
    expect(code).toBe(EXIT.ok);
    expect(out.match(/^✔ drain-iad-pdx-\S+: ended at iad, and read back$/gm)).toHaveLength(2);
    expect(out).toMatch(/Z iad-pdx is up, and every flow is on its shortest path$/);
    expect(await standing()).toEqual([]);
  });

  it('that nobody ordered needs no taking back', async () => {
    const { code, out } = await detour('restore', 'iad-pdx', '--yes');
    expect({ code, out }).toEqual({
      code: EXIT.ok,
      out: expect.stringMatching(/^nobody wants iad-pdx empty, so there is nothing to do; it is up, link-healthy/),
    });
  });
});

describe('a link that announced maintenance holds empty', () => {
  it('is restored by an order, which needs a reason and ends with the window', async () => {
    const atMs = Date.now();
    const endMs = atMs + 30 * MINUTE_MS;
    await live.receive(aNotice('ord-iad-vpn', { startMs: atMs - MINUTE_MS, endMs, receivedMs: atMs - 2 * MINUTE_MS }));
    const without = await detour('restore', 'ord-iad-vpn', '--yes');
    expect(without.code).toBe(EXIT.usage);
    expect(without.err).toContain('announced maintenance holds ord-iad-vpn empty, so an order to restore it is needed');
    const { code, facts } = await json('restore', 'ord-iad-vpn', '--yes', '--reason', 'called off');
    expect(code).toBe(EXIT.ok);
    expect(facts.placed).toEqual([expect.objectContaining({ action: 'restore', expiresMs: endMs })]);
    expect(facts.effects.takesBack.notices).toHaveLength(1);
  });
});

describe('a link that is measured bad', () => {
  it('is forced up only by force', async () => {
    await live.measure({ link: 'ord-iad-vpn', verdict: 'bad' });
    const forceUp = ['force-up', 'ord-iad-vpn', '--reason', 'the prober lies', '--yes'];
    const refused = await detour(...forceUp);
    expect(refused.code).toBe(EXIT.refused);
    expect(refused.out).toContain('refused     order-measured-bad: ord-iad-vpn is down: probes');
    expect(refused.err).toContain('give it with --force if you know better');
    expect(await standing()).toEqual(['restore ord-iad-vpn']);
    expect((await detour(...forceUp, '--force', '--dry-run')).code).toBe(EXIT.ok);
    await live.measure();
  });
});

describe('a freeze', () => {
  it('of everything or of a link is ended by itself', async () => {
    expect((await detour('freeze', '--reason', 'wait', '--yes')).code).toBe(EXIT.ok);
    expect((await detour('freeze', 'iad-cmh', '--reason', 'wait', '--yes')).code).toBe(EXIT.ok);
    expect(await standing()).toEqual(expect.arrayContaining(['freeze all', 'freeze iad-cmh']));
    const drain = await json(...DRAIN, '--dry-run');
    expect(drain.facts.effects.waits[0]).toMatchObject({ code: 'held-frozen' });
    expect((await detour('unfreeze', '--yes')).code).toBe(EXIT.ok);
    expect(await standing()).toEqual(['restore ord-iad-vpn', 'freeze iad-cmh']);
    expect((await detour('unfreeze', 'iad-cmh', '--yes')).code).toBe(EXIT.ok);
    expect((await detour('unfreeze', '--yes')).out).toContain('no freeze of the whole backbone stands');
  });
});

describe('an evacuation', () => {
  it('at once forces the health checks of every view, and is refused for the last site', async () => {
    const { code, out } = await detour('evacuate', 'iad', '--now', '--reason', 'fire', '--yes');
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(/^orders-db +iad +pdx$/m);
    expect(out).toContain('detour return iad lets them go');
    expect(out.match(/^✔ forced: health check \S+, view of (cmh|iad|pdx)$/gm)).toHaveLength(3);
    const last = await detour('evacuate', 'pdx', '--reason', 'fire', '--yes');
    expect(last.code).toBe(EXIT.refused);
    expect(last.out).toContain('refused     order-last-site: pdx is the last site that serves orders-db');
    expect(await standing()).toEqual(['restore ord-iad-vpn', 'evacuate iad']);
  });

  it('is ended, and its health checks are let go', async () => {
    const { code, facts } = await json('return', 'iad', '--yes');
    expect(code).toBe(EXIT.ok);
    expect(facts.checks.map(({ kind, view }: Record<string, string>) => [kind, view])).toEqual([
      ['done', 'cmh'],
      ['done', 'iad'],
      ['done', 'pdx'],
    ]);
    expect((await detour('return', 'iad', '--yes')).out).toBe('iad is not evacuated, so there is nothing to do');
  });

  it('of which a health check cannot be forced stands, and it is said what to do', async () => {
    const broken = ['--endpoint', 'route53=http://127.0.0.1:1'];
    const { code, out, err } = await detour('evacuate', 'iad', '--now', '--reason', 'fire', '--yes', ...broken);
    expect(code).toBe(EXIT.problem);
    expect(out).toMatch(/^✘ not forced: health check \S+, view of iad: /m);
    expect(err).toContain('names move by the order all the same');
    expect(await standing()).toContain('evacuate iad');
    expect((await detour('return', 'iad', '--yes')).code).toBe(EXIT.ok);
  });
});

it('takes only permissions that docs/operate.md names', async () => {
  const policies = [...readFileSync('docs/operate.md', 'utf8').matchAll(/```json\n(\{\n {2}"Version"[\s\S]*?)\n```/g)];
  const statements = policies.flatMap(
    ([, policy = '']): { Action: string | string[] }[] => JSON.parse(policy).Statement,
  );
  const named = statements.flatMap(({ Action }) => Action);
  const asked = [...live.twin.calls.keys()];
  const others = asked.filter((action) => !/^(ec2|directconnect):(Create|Modify|Delete|Replace|Update)/.test(action));
  expect(others).toEqual(expect.arrayContaining(['route53:UpdateHealthCheck', 'route53:GetHealthCheck']));
  expect(others.filter((action) => !named.includes(action))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['dynamodb:PutItem', 'dynamodb:UpdateItem']));
});

describe('a site that cannot be reached', () => {
  const without = ['--profile', 'iad=nobody-has-this-profile'];

  it('keeps programs from giving orders, unless they accept it', async () => {
    const { code, err } = await detour(...DRAIN, '--yes', ...without);
    expect(code).toBe(EXIT.refused);
    expect(err).toMatch(/^iad: its replica of the link state database could not be read/m);
    expect(err).toContain('give --despite-unread as well as --yes');
  });

  it('is asked about, and the order goes to another one', async () => {
    const { code, out, err, questions } = await asked('yes', ...DRAIN, '--no-wait', ...without);
    expect(code).toBe(EXIT.ok);
    expect(questions).toEqual(['\nGo on without what could not be read? [y/N] ']);
    expect(err).toMatch(/^iad: drain-iad-pdx-\S+ could not be written there: /m);
    expect(out).toMatch(/^✔ drain-iad-pdx-\S+: written at cmh, and read back$/m);
    const { code: accepted } = await detour('restore', 'iad-pdx', '--yes', '--despite-unread', ...without);
    expect(accepted).toBe(EXIT.ok);
    expect(await standing()).toEqual(['restore ord-iad-vpn']);
  });

  it('is every site: nothing is done', async () => {
    const nowhere = ['--topology', LIVE_TOPOLOGY, '--endpoint', 'http://127.0.0.1:1'];
    const { code, err } = await run([...DRAIN, '--yes', ...nowhere]);
    expect(code).toBe(EXIT.problem);
    expect(err).toContain('error: no replica of the database could be read, so nothing was done');
    expect(err).toMatch(/^iad: its replica of the link state database could not be read: Scan of /m);
  });
});
