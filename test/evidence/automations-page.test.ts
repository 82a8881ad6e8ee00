// docs/automations.md, held to the documents that are deployed, and to the models of AWS's SDK.

import { readFileSync } from 'node:fs';
import { ORDER_KINDS, orderDocument } from '../../lib/constructs/order-document';
import { automation } from '../support/automation';
import { wrongIn } from './deploy-page/aws-cli';
import { commandsOf } from './deploy-page/commands';

const page = readFileSync('docs/automations.md', 'utf8');
const commands = commandsOf(page).filter(({ words: [program] }) => program === 'aws');
const given = (words: readonly string[], option: string) => words[words.indexOf(option) + 1] ?? '';

/** The first cells of the table of documents. */
const documents = [...page.matchAll(/^\| `acme-Detour-(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, name = '', parameters = '', end = '']) => ({ name, parameters, end }),
);

function runbook(name: string) {
  const kind = ORDER_KINDS.find((one) => one.name === name);
  if (!kind) throw new Error(`there is no document ${name}`);
  const names = { documentName: `acme-Detour-${name}`, functionName: 'order', roleArn: 'orders' };
  return orderDocument({ kind, ...names, links: ['ord-iad-dx'], sites: ['iad'] });
}

test('the page lists each document with its parameters and when it is over', () => {
  expect(documents.map(({ name }) => name)).toEqual(ORDER_KINDS.map(({ name }) => name));
  for (const { name, parameters, end } of documents) {
    const { parameters: real, mainSteps } = runbook(name);
    const said = Object.entries(real).map(([key, { default: usual }]) => (usual === undefined ? [key] : [key, usual]));
    expect(
      [...parameters.matchAll(/`(\w+)`(?: \(`?([^`):]+))?/g)].map(([, ...cells]) => cells.filter(Boolean)),
    ).toEqual(said);
    expect({ name, waits: end !== 'it is written' }).toEqual({
      name,
      waits: mainSteps.some((step) => step.name === 'wait'),
    });
  }
});

test.each(commands.map(({ text, words }) => [text, words] as const))('%s is a command of the AWS CLI', (_, words) => {
  expect(wrongIn(words)).toEqual([]);
});

test('what is started is a document, with parameters that it takes', async () => {
  const started = commands.filter(({ words }) => words[2] === 'start-automation-execution');
  expect(started).toHaveLength(1);
  for (const { words } of started) {
    const [, name = ''] = given(words, '--document-name').split('acme-Detour-');
    const pairs = given(words, '--parameters')
      .split(',')
      .map((pair) => pair.split('='));
    const asked: unknown[] = [];
    await automation(runbook(name), {
      id: 'e-1',
      parameters: Object.fromEntries(pairs),
      call: async (_, payload) => asked.push(payload),
    });
    expect(asked[0]).toMatchObject({ mode: 'plan', command: 'drain', about: 'ord-iad-dx', until: '4h' });
  }
});

test('the figures of the page are those of the documents', () => {
  const [drain] = ORDER_KINDS;
  const { mainSteps } = runbook(drain?.name ?? '');
  const wait: { timeoutSeconds?: number; maxAttempts?: number } | undefined = mainSteps.find(
    ({ name }) => name === 'wait',
  );
  expect(page).toContain(`for ${((wait?.timeoutSeconds ?? 0) * (wait?.maxAttempts ?? 0)) / 60} minutes at the most`);
});
