import { assemblyOf, byPath, stackOf, type Template } from '../support/assembly';
import { awsSite, peering, topology } from '../support/topologies';

const SLACK = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
const TEAMS = {
  team: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  tenant: '1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a',
  channel: '19%3aab%40thread.tacv2',
};
const pair = {
  sites: [awsSite('cmh', 1), awsSite('iad', 2), awsSite('pdx', 3)],
  links: [peering('cmh', 'iad', 1)],
};
const assembly = assemblyOf(topology({ ...pair, notify: { chat: { slack: SLACK, teams: TEAMS } } }));
const quiet = assemblyOf(topology(pair));
const chat = stackOf(assembly, 'acme-chat');

const only = (template: Template, type: string) => {
  const [found, ...others] = Object.values(byPath(template, type));
  if (!found || others.length > 0) throw new Error(`one ${type} is expected`);
  return found.Properties;
};
const read = (StackName: string, OutputName: string) => ({
  'Fn::GetStackOutput': expect.objectContaining({ StackName, OutputName }),
});

test('one stack beside the admission site shows the alarms of every site, and what every controller tells', () => {
  const shown = [
    ...['cmh', 'iad', 'pdx'].map((site) => read(`acme-${site}`, 'TopicArn')),
    ...['cmh', 'iad'].map((site) => read(`acme-${site}-controller`, 'ChatTopicArn')),
  ];
  expect(only(chat.template, 'AWS::Chatbot::SlackChannelConfiguration')).toMatchObject({
    ConfigurationName: 'acme-slack-T0123ABCD',
    SlackWorkspaceId: SLACK.workspace,
    SlackChannelId: SLACK.channel,
    SnsTopicArns: shown,
  });
  expect(only(chat.template, 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration')).toMatchObject({
    ConfigurationName: `acme-teams-${TEAMS.team}`,
    TeamId: TEAMS.team,
    TeamsTenantId: TEAMS.tenant,
    TeamsChannelId: TEAMS.channel,
    SnsTopicArns: shown,
  });
});

test('it is deployed when all others are, so that nothing else waits for what AWS may refuse', () => {
  const names = [...assembly.keys()];
  expect(names.at(-1)).toBe('acme-chat');
  expect(names).toContain('acme-dashboard');
});

test('who is in a channel may do nothing', () => {
  const role = only(chat.template, 'AWS::IAM::Role');
  expect(role).not.toHaveProperty('ManagedPolicyArns');
  expect(role).not.toHaveProperty('Policies');
  expect(Object.keys(byPath(chat.template, 'AWS::IAM::Policy'))).toEqual([]);
  expect(JSON.stringify(role.AssumeRolePolicyDocument)).toContain('"chatbot.amazonaws.com"');
  for (const kind of ['Slack', 'MicrosoftTeams'] as const) {
    const { GuardrailPolicies } = only(chat.template, `AWS::Chatbot::${kind}ChannelConfiguration`);
    expect(JSON.stringify(GuardrailPolicies)).toMatch(/^\[\{[^{}]*\{[^{}]*\},":iam::aws:policy\/AWSDenyAll"\]\]\}\]$/);
  }
});

test('a controller tells the chat over a topic of its own, under the key of what people are told', () => {
  const { template } = stackOf(assembly, 'acme-iad-controller');
  const key = read('acme-iad', 'TopicKeyArn');
  expect(only(template, 'AWS::SNS::Topic')).toMatchObject({ KmsMasterKeyId: key });
  const [id] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::SNS::Topic') ?? [];
  const environments = Object.values(byPath(template, 'AWS::Lambda::Function')).map(({ Properties }) =>
    JSON.stringify(Properties.Environment),
  );
  expect(environments.filter((one) => one.includes(`"DETOUR_CHAT_TOPIC_ARN":{"Ref":"${id}"}`))).toHaveLength(1);
  const permits = Object.values(byPath(template, 'AWS::IAM::Policy')).map(({ Properties }) =>
    JSON.stringify(Properties),
  );
  expect(permits.filter((one) => one.includes('sns:Publish') && one.includes(`{"Ref":"${id}"}`))).toHaveLength(1);
});

test('without a chat nothing of it is made', () => {
  expect([...quiet.keys()].filter((name) => name.includes('chat'))).toEqual([]);
  const { template } = stackOf(quiet, 'acme-iad-controller');
  expect(byPath(template, 'AWS::SNS::Topic')).toEqual({});
  expect(JSON.stringify(template)).not.toContain('CHAT');
});
