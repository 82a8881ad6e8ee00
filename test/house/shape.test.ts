import { describeRule } from './repository';
import { deadExports } from './rules/dead-exports';
import { barrelsOnly, fileSize, functionSize, namedExports } from './rules/shape';

const lines = (count: number) => 'const x = 1;\n'.repeat(count);

describeRule('files are short', {
  rule: fileSize,
  refuses: [
    {
      on: 'a file of 251 lines',
      files: { 'lib/net/a.ts': lines(251) },
      says: ['lib/net/a.ts:250: the file has 251 lines, use at most 250'],
    },
    {
      on: 'a test of 401 lines',
      files: { 'test/net/a.test.ts': lines(401) },
      says: ['test/net/a.test.ts:400: the file has 401 lines, use at most 400'],
    },
  ],
  accepts: { 'lib/net/a.ts': lines(250), 'test/net/a.test.ts': lines(400), 'docs/a.md': lines(1000) },
});

describeRule('functions are short', {
  rule: functionSize,
  refuses: [
    {
      on: 'a function of 41 lines',
      files: { 'lib/net/a.ts': `\nexport function long() {\n${lines(39)}}\n` },
      says: ['lib/net/a.ts:2: long has 41 lines, use at most 40'],
    },
    {
      on: 'an arrow function and a method of 41 lines',
      files: { 'bin/a.ts': `const f = () => {\n${lines(39)}};\nclass A {\n  long() {\n${lines(39)}}\n}\n` },
      says: ['bin/a.ts:1: a function has 41 lines, use at most 40', 'bin/a.ts:43: long has 41 lines, use at most 40'],
    },
  ],
  accepts: {
    'lib/net/a.ts': `/**\n${' * text\n'.repeat(9)} */\nexport function long() {\n${lines(38)}}\n`,
    'test/net/a.test.ts': `it('is a list of cases', () => {\n${lines(100)}});\n`,
  },
});

describeRule('index.ts only re-exports', {
  rule: barrelsOnly,
  refuses: [
    {
      on: 'code in a barrel',
      files: { 'lib/net/index.ts': `export * from './prefix';\nexport const ANY = '0.0.0.0/0';\n` },
      says: ['lib/net/index.ts:2: index.ts does more than re-export, use a file with a name for it'],
    },
    {
      on: 'an import in a barrel',
      files: { 'lib/index.ts': `import { a } from './net/prefix';\nexport { a };\n` },
      says: [1, 2].map(
        (line) => `lib/index.ts:${line}: index.ts does more than re-export, use a file with a name for it`,
      ),
    },
  ],
  accepts: { 'lib/index.ts': `// The library.\n\nexport * from './net/prefix';\nexport type { A } from './a';\n` },
});

describeRule('exports have names', {
  rule: namedExports,
  refuses: [
    ...['export default 1;', 'export default function f() {}', 'const f = 1;export { f as default };'].map((code) => ({
      on: code,
      files: { 'lib/a.ts': code },
      says: ['lib/a.ts:1: a default export has no name to search for, use a named export'],
    })),
  ],
  accepts: { 'lib/a.ts': `import yaml from 'yaml';\nexport const a = { default: 1 };\nswitch (a) { default: }\n` },
});

const dead = (name: string) => `${name} is exported and nobody imports it, use no export, or remove it`;

describeRule('nothing is exported that nobody imports', {
  rule: deadExports,
  refuses: [
    {
      on: 'exports without an importer',
      files: {
        'lib/net/a.ts': [
          'export const a = 1, b = 2;',
          'export function c() {}',
          'export interface D {}',
          'export type E = D;',
          'export class F {}',
        ].join('\n'),
        'lib/routing/a.ts': `import { b } from '../net/a';\n`,
      },
      says: [
        `lib/net/a.ts:1: ${dead('a')}`,
        ...['c', 'D', 'E', 'F'].map((name, i) => `lib/net/a.ts:${i + 2}: ${dead(name)}`),
      ],
    },
    {
      on: 'a constant and a type that only a test imports',
      files: {
        'lib/net/a.ts':
          'export const a = 1;\nexport interface B {}\nexport const c = () => 1;\nexport function d() {}\n',
        'test/net/a.test.ts': `import { a, type B, c, d } from '../../lib/net/a';\n`,
      },
      says: [`lib/net/a.ts:1: ${dead('a')}`, `lib/net/a.ts:2: ${dead('B')}`],
    },
    {
      on: 'what a barrel re-exports in vain',
      files: {
        'lib/net/a.ts': 'export const a = 1;\nexport const b = 2;\n',
        'lib/net/index.ts': `export { a } from './a';\nexport { b as c } from './a';\n`,
        'lib/routing/a.ts': `import { c } from '../net';\n`,
      },
      says: [`lib/net/a.ts:1: ${dead('a')}`, `lib/net/index.ts:1: ${dead('a')}`],
    },
    {
      on: 'what is not taken from a module loaded on demand',
      files: {
        'lib/cli/main.ts': `const code = (await import('./verify')).verify();\n`,
        'lib/cli/verify.ts': 'export function verify() {}\nexport function other() {}\n',
      },
      says: [`lib/cli/verify.ts:2: ${dead('other')}`],
    },
    {
      on: 'what is not taken from a namespace',
      files: {
        'lib/net/a.ts': 'export const a = 1;\nexport type B = 1;\nexport const c = 1;\n',
        'lib/routing/a.ts': `import * as all from '../net/a';\nconst x: all.B = all.a;\n`,
      },
      says: [`lib/net/a.ts:3: ${dead('c')}`],
    },
  ],
  accepts: {
    'lib/index.ts': `export * from './net';\nexport { c } from './c';\n`,
    'lib/net/index.ts': `export * from './a';\n`,
    'lib/net/a.ts': 'export const a = 1;\n',
    'lib/c.ts': 'export const c = 1;\n',
    'lib/registry.ts': 'export const one = 1;\nexport const two = 2;\n',
    'lib/codes.ts': `import * as registry from './registry';\nconst all = Object.values(registry);\n`,
    'lib/d.ts': 'export type D = 1;\n',
    'lib/e.ts': `const d: import('./d').D = 1;\nconst { f } = await import('./f');\n`,
    'lib/f.ts': 'export const f = 1;\n',
    'lib/controller/handlers/reconcile.ts': 'export async function handler() {}\n',
    '.tools/generate.ts': `import { h } from '../lib/h';\n`,
    'lib/h.ts': 'export const h = 1;\n',
  },
});
