import { describeRule } from './repository';
import { everyTestRuns, noAny, noMachinePaths, noSuppressions, nothingForLater, topLevel } from './rules/hygiene';
import { bannedNames, bannedPhrases, fileNames } from './rules/words';

/** Written in two halves, so that this file holds none of it. */
const halves = (left: string, right: string) => `${left}${right}`;

const declaration = (code: string, name: string, word: string, use: string) => ({
  on: code,
  files: { 'lib/net/a.ts': code },
  says: [`lib/net/a.ts:1: ${name} says '${word}', use ${use}`],
});

const CIRCUIT = 'link (a provider names its circuits by circuitId)';

describeRule('names use the words of the design', {
  rule: bannedNames,
  refuses: [
    declaration('const dcs = [];', 'dcs', 'dc', 'site'),
    declaration('function f(remoteDc: string) {}', 'remoteDc', 'dc', 'site'),
    declaration('interface DatacenterProps {}', 'DatacenterProps', 'datacenter', 'site'),
    declaration('interface A { circuits: string[] }', 'circuits', 'circuit', CIRCUIT),
    declaration('const shared = (srlgNames: string[]) => 1;', 'srlgNames', 'srlg', 'sharedRisk'),
    declaration('class A { failback() {} }', 'failback', 'failback', 'restore'),
  ],
  accepts: {
    'lib/net/a.ts': [
      'const circuitIds = [];',
      'const { circuitID } = notice;',
      'const abcdc = answer.dc;',
      'const site = 1;',
    ].join('\n'),
  },
});

describeRule('texts use the words of the design', {
  rule: bannedPhrases,
  refuses: [
    {
      on: 'synonyms in comments and texts',
      files: { 'lib/net/a.ts': `// The blast radius of a region pair.\nconst text = 'failing back';\n// whitelist\n` },
      says: [
        `lib/net/a.ts:1: says 'region pair', use link, or a pair of sites`,
        `lib/net/a.ts:1: says 'blast', use what is lost`,
        `lib/net/a.ts:2: says 'failing back', use restore`,
        `lib/net/a.ts:3: says 'whitelist', use allowed`,
      ],
    },
  ],
  accepts: { 'lib/net/a.ts': '// A mastered art, in the region; pairs of sites.\n', 'docs/a.md': 'A blast.\n' },
});

describeRule('file names say what is in the file', {
  rule: fileNames,
  refuses: [
    {
      on: 'names that fit any file',
      files: { 'lib/net/utils.ts': '', 'test/support/common/a.ts': '', 'lib/cli/cli.helpers.ts': '' },
      says: [
        `lib/net/utils.ts:1: 'utils' says nothing, use the name of what is in it`,
        `test/support/common/a.ts:1: 'common' says nothing, use the name of what is in it`,
        `lib/cli/cli.helpers.ts:1: 'helpers' says nothing, use the name of what is in it`,
      ],
    },
  ],
  accepts: { 'lib/net/common-prefix.ts': '' },
});

describeRule('types are checked', {
  rule: noAny,
  refuses: [
    {
      on: 'any, as a type and as a way out',
      files: { 'test/a.test.ts': 'const a: any = 1;\nconst b = a as any;\n' },
      says: [1, 2].map((line) => `test/a.test.ts:${line}: any is not checked, use unknown`),
    },
  ],
  accepts: { 'lib/a.ts': `const any = 'any';\nexpect.any(Number);\n` },
});

describeRule('no check is switched off', {
  rule: noSuppressions,
  refuses: [
    ...[halves('@ts-', 'ignore'), halves('biome-', 'ignore lint: later'), halves('eslint-', 'disable')].map(
      (marker) => ({
        on: marker,
        files: { 'lib/a.ts': `\n// ${marker}\n`, 'test/a.test.ts': `/* ${marker} */\n` },
        says: ['lib/a.ts:2', 'test/a.test.ts:1'].map((at) => `${at}: a check is switched off, use code that passes it`),
      }),
    ),
    {
      on: 'an expected type error in product code',
      files: { 'lib/a.ts': halves('// @ts-', 'expect-error\n') },
      says: ['lib/a.ts:1: a check is switched off, use code that passes it'],
    },
  ],
  accepts: { 'test/a.test.ts': halves('// @ts-', 'expect-error a number is not a name\n') },
});

describeRule('every test runs', {
  rule: everyTestRuns,
  refuses: [
    ...['it.only', 'describe.skip', 'test.todo', 'it.concurrent.skip'].map((call) => ({
      on: call,
      files: { 'test/a.test.ts': `${call}('does', () => {});\n` },
      says: [`test/a.test.ts:1: ${call} leaves tests out, use a test that runs everywhere`],
    })),
    {
      on: 'a conditional skip',
      files: { 'test/a.test.ts': 'const maybe = root ? describe : describe.skip;\n' },
      says: ['test/a.test.ts:1: describe.skip leaves tests out, use a test that runs everywhere'],
    },
    {
      on: 'xit',
      files: { 'test/a.test.ts': `xit('does', () => {});\n` },
      says: [`test/a.test.ts:1: xit('does', () => {}) leaves tests out, use a test that runs everywhere`],
    },
  ],
  accepts: { 'test/a.test.ts': `it.each([1])('does', () => {});\nreader.skip(1);\n` },
});

describeRule('nothing is left for later', {
  rule: nothingForLater,
  refuses: [
    {
      on: 'a note to oneself',
      files: { 'lib/a.ts': halves('\n// TO', 'DO: later\n'), 'docs/a.md': halves('FIX', 'ME\n') },
      says: [
        halves('lib/a.ts:2: TO', 'DO is not done, use code that is, or a sentence in the changelog'),
        halves('docs/a.md:1: FIX', 'ME is not done, use code that is, or a sentence in the changelog'),
      ],
    },
  ],
  accepts: { 'lib/a.ts': '// What a person has to do is printed.\n' },
});

describeRule('nothing is true on one machine only', {
  rule: noMachinePaths,
  refuses: [
    ...['work', 'home', 'root', 'Users'].map((folder) => ({
      on: folder,
      files: { '.ci/run': `\ncd ${['', folder, 'someone'].join('/')}/detour\n` },
      says: [
        `.ci/run:2: ${['', folder, 'someone'].join('/')} exists on one machine only, use a path from the repository`,
      ],
    })),
  ],
  accepts: { 'docs/a.md': 'Every path is relative: lib/work/a.ts, https://example.com/home/page.\n' },
});

describeRule('the top level is full', {
  rule: topLevel,
  refuses: [
    {
      on: 'a folder and a configuration file of their own',
      files: { 'scripts/a.ts': '', 'jest.config.json': '{}' },
      says: ['scripts/a.ts', 'jest.config.json'].map(
        (file) => `${file}:1: the top level is full, use bin, lib, test, examples, docs, .tools or .ci`,
      ),
    },
  ],
  accepts: { '.tools/build.mjs': '', 'README.md': '', 'package-lock.json': '{}', 'lib/net/a.ts': '' },
});
