import { describeRule } from './repository';
import { importArrows, packageHomes } from './rules/arrows';
import { noSideDoors, pureHeader, purePromise } from './rules/purity';

const arrow = (file: string, specifier: string, problem: string, use: string) => ({
  on: problem,
  files: { [file]: `import { x } from '${specifier}';\n` },
  says: [`${file}:1: ${problem}, use only ${use}`],
});

describeRule('imports go one way', {
  rule: importArrows,
  refuses: [
    arrow('lib/net/a.ts', '../routing/b', 'net imports routing', 'net'),
    arrow('lib/routing/a.ts', '../topology/b', 'routing imports topology', 'routing, net'),
    arrow('lib/topology/a.ts', '../stacks/b', 'topology imports stacks', 'topology, net, routing'),
    arrow('lib/controller/a.ts', '../topology/b', 'controller imports topology', 'controller, net, routing'),
    arrow(
      'lib/verify/checks/a.ts',
      '../../topology/b',
      'verify imports topology',
      'verify, net, routing, controller, pure part',
    ),
    arrow(
      'lib/verify/a.ts',
      '../controller/ports',
      'verify imports controller/ports',
      'verify, net, routing, controller, pure part',
    ),
    arrow(
      'lib/verify/a.ts',
      '../controller/aws/b',
      'verify imports controller/aws, handlers, execute, reconcile',
      'verify, net, routing, controller, pure part',
    ),
    arrow('lib/constructs/a.ts', '../topology/b', 'constructs imports topology', 'constructs, net, routing'),
    arrow('lib/stacks/a.ts', '../cli/io', 'stacks imports cli', 'stacks, net, routing, topology, constructs'),
    arrow('lib/controller/a.ts', '../report/b', 'controller imports report', 'controller, net, routing'),
    arrow('lib/controller/handlers/a.ts', '../../report/b', 'controller imports report', 'controller, net, routing'),
    arrow('lib/report/a.ts', '../verify/b', 'report imports verify', 'report, net, routing'),
    arrow(
      'lib/twin/a.ts',
      '../controller/reconcile',
      'twin imports controller/aws, handlers, execute, reconcile',
      'twin, net, routing, verify, controller, pure part, controller/ports',
    ),
    arrow('bin/a.ts', '../lib/verify/b', 'bin imports verify', 'bin, cli, stacks'),
    arrow('lib/cli/a.ts', '../../test/support/b', 'cli imports outside lib', 'cli, anything in lib'),
    {
      on: 'every form of import',
      files: {
        'lib/net/a.ts': [
          `export * from '../routing/b';`,
          `export type { T } from '../routing/b';`,
          `const b = import('../routing/b');`,
          `const c: import('../routing/b').T = require('../routing/b');`,
          `import '../routing/b';`,
        ].join('\n'),
      },
      says: [1, 2, 3, 4, 4, 5].map((line) => `lib/net/a.ts:${line}: net imports routing, use only net`),
    },
  ],
  accepts: {
    'lib/verify/a.ts': `import { decide } from '../controller/link-state';\nimport type { P } from '../net/prefix';\n`,
    'lib/verify/b.ts': '// Pure: findings.\n',
    'lib/twin/a.ts': `import type { Clock } from '../controller/ports';\n`,
    'lib/report/a.ts': `import type { Finding } from '../verify/b';\nimport { type Fact } from '../verify/b';\n`,
    'lib/report/html.ts': '// Pure: what is shown.\n',
    'lib/controller/handlers/a.ts': `import { page } from '../../report/html';\n`,
    'lib/cli/a.ts': `import { version } from '../../package.json';\nconst x = import('../twin/b');\n`,
    'lib/index.ts': `export * from './stacks/app';\n`,
    'bin/app.ts': `import { app } from '../lib/stacks/app';\n`,
  },
});

describeRule('the CDK and the AWS SDK stay where they belong', {
  rule: packageHomes,
  refuses: [
    {
      on: 'the CDK in a command',
      files: { 'lib/cli/synth.ts': `\nimport type { App } from 'aws-cdk-lib';\n` },
      says: [
        'lib/cli/synth.ts:2: the CDK is imported here, use it only in lib/constructs/, lib/stacks/, bin/app.ts, lib/verify/cdk-plugin.ts',
      ],
    },
    {
      on: 'the SDK beside its adapters',
      files: { 'lib/controller/execute.ts': `import { EC2Client } from '@aws-sdk/client-ec2';\n` },
      says: [
        'lib/controller/execute.ts:1: the AWS SDK is imported here, use it only in lib/controller/aws/, lib/controller/handlers/',
      ],
    },
    {
      on: 'Powertools in a handler',
      files: { 'lib/controller/handlers/a.ts': `import { Logger } from '@aws-lambda-powertools/logger';\n` },
      says: ['lib/controller/handlers/a.ts:1: Powertools is imported here, use it only in lib/controller/aws/'],
    },
  ],
  accepts: {
    'lib/stacks/app.ts': `import { App } from 'aws-cdk-lib';\nimport { Construct } from 'constructs';\n`,
    'lib/verify/cdk-plugin.ts': `import type { IPolicyValidationPlugin } from 'aws-cdk-lib';\n`,
    'lib/controller/aws/routes.ts': `import { EC2Client } from '@aws-sdk/client-ec2';\n`,
    'lib/controller/aws/log.ts': `import { Logger } from '@aws-lambda-powertools/logger';\n`,
    'lib/cli/synth.ts': `import { app } from '../constructs/app';\n`,
  },
});

const inTwin = (code: string, says: string) => ({
  on: code,
  files: { 'lib/twin/a.ts': `${code}\n` },
  says: [`lib/twin/a.ts:1: ${says}`],
});

describeRule('files, clock, randomness, environment and network are touched at the edges only', {
  rule: noSideDoors,
  refuses: [
    inTwin(`import { readFileSync } from 'node:fs';`, `'node:fs' is imported here, use an argument or a port`),
    inTwin(`import { get } from 'https';`, `'https' is imported here, use an argument or a port`),
    inTwin(`import { join } from 'node:path';`, `'node:path' is imported here, use an argument or a port`),
    inTwin(`import { randomUUID } from 'node:crypto';`, `'node:crypto' is imported here, use an argument or a port`),
    inTwin('const now = new Date();', 'the clock is read by new Date(), use a time as an argument'),
    inTwin('const now = Date();', 'the clock is read by Date(), use a time as an argument'),
    inTwin('const clock = Date.now;', 'the clock is read by Date.now, use a time as an argument'),
    inTwin('const now = performance.now();', 'performance is used here, use a time as an argument'),
    inTwin('const dice = Math.random();', 'dice are thrown by Math.random, use a seeded generator as an argument'),
    inTwin('const id = crypto.randomUUID();', 'crypto is used here, use a seeded generator as an argument'),
    inTwin('setTimeout(run, 10);', 'setTimeout is used here, use a clock as an argument'),
    inTwin('const region = process.env.AWS_REGION;', 'process is used here, use an argument'),
    inTwin('const page = await fetch(url);', 'fetch is used here, use a port'),
    {
      on: 'setImmediate outside the twin',
      files: { 'lib/verify/a.ts': 'setImmediate(run);\n' },
      says: ['lib/verify/a.ts:1: setImmediate is used here, use a clock as an argument'],
    },
    {
      on: 'the exit code of the process in a stack',
      files: { 'lib/stacks/app.ts': 'process.exitCode = 1;\n' },
      says: ['lib/stacks/app.ts:1: process is used here, use an argument'],
    },
  ],
  accepts: {
    'lib/twin/a.ts': [
      'const text = new Date(0).toISOString();',
      'const then = Date.parse(text);',
      'setImmediate(run);',
      'clock.setTimeout(run, 10);',
      'interface Clock { setTimeout(run: () => void, ms: number): void; process: string }',
      `import { createHash } from 'node:crypto';`,
    ].join('\n'),
    'lib/twin/http/server.ts': `import { createServer } from 'node:http';\n`,
    'lib/constructs/code.ts': `import { join } from 'node:path';\nconst handlers = join(__dirname, '../handlers');\n`,
    'lib/cli/io.ts': 'process.exitCode = 1;\n',
    'lib/topology/load.ts': `import { readFileSync } from 'node:fs';\n`,
  },
});

describeRule('a file that says it is pure is', {
  rule: purePromise,
  refuses: [
    {
      on: 'the CDK in a pure file',
      files: { 'lib/constructs/names.ts': `// Pure: names.\nimport { Names } from 'aws-cdk-lib';\n` },
      says: [
        `lib/constructs/names.ts:2: a file that says it is pure loads 'aws-cdk-lib', which is not, use a type-only import or an argument`,
      ],
    },
    {
      on: 'Powertools in a pure file',
      files: { 'lib/controller/a.ts': `// Pure: lines.\nimport { Logger } from '@aws-lambda-powertools/logger';\n` },
      says: [
        `lib/controller/a.ts:2: a file that says it is pure loads '@aws-lambda-powertools/logger', which is not, use a type-only import or an argument`,
      ],
    },
    {
      on: 'a pure file that loads one that reads files',
      files: {
        'lib/topology/rules.ts': `// Pure: rules.\nimport { load } from './load';\n`,
        'lib/topology/load.ts': '// Reads topology files.\n',
      },
      says: [
        `lib/topology/rules.ts:2: a file that says it is pure loads './load', which is not, use a type-only import or an argument`,
      ],
    },
    {
      on: 'the clock in a pure test file',
      files: { 'test/support/a.ts': '// Pure: a builder.\nconst now = Date.now();\n' },
      says: ['test/support/a.ts:2: the clock is read by Date.now, use a time as an argument'],
    },
  ],
  accepts: {
    'lib/controller/plan.ts': `// Pure: a plan.\nimport type { Routes } from './ports';\nimport { prefix } from '../net/prefix';\n`,
    'lib/controller/ports.ts': 'export interface Routes { read(): Promise<string> }\n',
    'lib/net/prefix.ts': `// Pure: prefixes.\nimport ipaddr from 'ipaddr.js';\n`,
  },
});

describeRule('a file of a pure part says so', {
  rule: pureHeader,
  refuses: [
    {
      on: 'a decision without the header',
      files: { 'lib/controller/link-state/hold-down.ts': '// Says how long.\n' },
      says: [
        `lib/controller/link-state/hold-down.ts:1: a file of a pure part does not say so in its first line, use '// Pure: …', or move what is not pure to the edges`,
      ],
    },
  ],
  accepts: {
    'lib/net/prefix.ts': '// Pure: prefixes.\n',
    'lib/topology/load.ts': '// Reads topology files.\n',
    'lib/controller/reconcile.ts': '// Reads, decides, writes.\n',
    'lib/twin/clock.ts': '// Virtual time.\n',
  },
});
