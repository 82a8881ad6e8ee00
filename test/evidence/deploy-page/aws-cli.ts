// What is wrong with a command of the AWS CLI, by the models in AWS's SDK: its operation, its options, which of them it
// needs, the names of filters, and what a query picks out of the answer.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as events from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as route53 from '@aws-sdk/client-route-53';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import { TAGS } from '../../../lib/routing/tags';
import { type Model, modelOf, namesIn } from './sdk-model';

const CLIENTS: Readonly<Record<string, object>> = {
  cloudformation,
  cloudwatch,
  directconnect,
  dynamodb,
  ec2,
  events,
  lambda,
  route53,
  sns,
  ssm,
};

/** Options of the CLI itself. */
const GLOBAL = new Set(['region', 'query', 'output', 'cli-binary-format']);

/** Of services whose SDK Detour does not use: read in their documentation, with all options. */
const REVIEWED: Readonly<Record<string, readonly string[]>> = {
  'cloudtrail lookup-events': ['lookup-attributes'],
  'health describe-events': ['filter'],
  'logs filter-log-events': ['log-group-name', 'filter-pattern'],
  'ses describe-active-receipt-rule-set': [],
  'ses set-active-receipt-rule-set': ['rule-set-name'],
  'sts get-caller-identity': [],
};

/** Attributes of items are no part of a model. */
const ATTRIBUTES = new Set(['body', 'code', 'sk', 'verdict']);

/** Functions of the language of queries. */
const FUNCTIONS = new Set(['contains']);

interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

function optionsIn(words: readonly string[]): readonly Option[] {
  const starts = words.flatMap((word, i) => (word.startsWith('--') ? [i] : []));
  return starts.map((start, i) => ({
    name: (words[start] ?? '').slice(2),
    values: words.slice(start + 1, starts[i + 1]),
  }));
}

function pascal(operation: string): string {
  return operation.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** As botocore does it. */
function kebab(member: string): string {
  return member
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function wrongOptions(options: readonly Option[], { members, required }: Model['input']): readonly string[] {
  const given = options.map(({ name }) => name).filter((name) => !GLOBAL.has(name));
  const known = new Set([...members].flatMap((member) => [kebab(member), `no-${kebab(member)}`]));
  const missing = required.map(kebab).filter((name) => !given.includes(name) && !given.includes(`no-${name}`));
  return [
    ...given.filter((name) => !known.has(name)).map((name) => `there is no option --${name}`),
    ...missing.map((name) => `--${name} is missing`),
  ];
}

const MODELS = join(__dirname, '../../../node_modules/@aws-sdk/client-ec2/dist-types/models');

/** What the model says of a request of EC2, in words. */
function documentationOf(request: string): string {
  const texts = readdirSync(MODELS).map((file) => readFileSync(join(MODELS, file), 'utf8'));
  const start = `export interface ${request} {`;
  const text = texts.find((candidate) => candidate.includes(start)) ?? '';
  const from = text.indexOf(start);
  return text.slice(from, text.indexOf('\n}', from));
}

function wrongFilters(options: readonly Option[], { input }: Model): readonly string[] {
  const filters = options.filter(({ name }) => name === 'filters').flatMap(({ values }) => values);
  const documentation = filters.length > 0 ? documentationOf(input.name) : '';
  return filters.flatMap((filter) => {
    const name = /^Name=([^,]+),Values=.+$/.exec(filter)?.[1];
    if (name === undefined) return [`'${filter}' is no filter`];
    const tag = /^tag:(.*)$/.exec(name)?.[1];
    const said = documentation.includes(`<code>${tag === undefined ? name : 'tag'}</code>`);
    if (!said) return [`${input.name} has no filter ${name}`];
    return tag === undefined || Object.values<string>(TAGS).includes(tag) ? [] : [`nothing has the tag ${tag}`];
  });
}

function wrongQuery(options: readonly Option[], output: unknown): readonly string[] {
  const query = options.find(({ name }) => name === 'query')?.values.join(' ') ?? '';
  const asked = query.replace(/'[^']*'/g, '').match(/[A-Za-z]\w*/g) ?? [];
  const known = namesIn(output);
  const unknown = asked.filter((name) => !known.has(name) && !ATTRIBUTES.has(name) && !FUNCTIONS.has(name));
  return unknown.map((name) => `the answer has no ${name}`);
}

function wrongJson(options: readonly Option[]): readonly string[] {
  return options
    .flatMap(({ values }) => values)
    .filter((value) => /^\{\s*"/.test(value))
    .flatMap((value) => {
      try {
        JSON.parse(value);
        return [];
      } catch (error) {
        return [`${value}: ${String(error)}`];
      }
    });
}

function wrongWait(client: object, state: string): readonly string[] {
  return `waitUntil${pascal(state)}` in client ? [] : [`nobody can wait for ${state}`];
}

/** `words` begins with `aws`. Empty: nothing is wrong. */
export function wrongIn(words: readonly string[]): readonly string[] {
  const [, service = '', operation = '', ...rest] = words;
  const options = optionsIn(rest);
  const reviewed = REVIEWED[`${service} ${operation}`];
  if (reviewed) {
    const extra = options.filter(({ name }) => !GLOBAL.has(name) && !reviewed.includes(name));
    return extra.map(({ name }) => `--${name} was not reviewed`);
  }
  const client = CLIENTS[service];
  if (!client) return [`service ${service} is neither in the SDK that is used nor reviewed`];
  if (operation === 'wait') return wrongWait(client, rest[0] ?? '');
  const model = modelOf(client, pascal(operation));
  if (!model) return [`${service} has no operation ${operation}`];
  return [
    ...wrongOptions(options, model.input),
    ...wrongFilters(options, model),
    ...wrongQuery(options, model.output),
    ...wrongJson(options),
  ];
}
