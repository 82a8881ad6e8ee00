import { issuesOf, theTopology } from '../support/topology';

const SLACK = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
const TEAMS = {
  team: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  tenant: '1B2C3D4E-5F60-7182-93A4-B5C6D7E8F90A',
  channel: '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2',
};
const withChat = (chat: object) => ({ notify: { chat } });

test.each([
  ['Slack', { slack: SLACK }],
  ['a private channel of a company with many workspaces', { slack: { workspace: 'E0123ABCD', channel: 'G0123ABCD' } }],
  ['Microsoft Teams', { teams: TEAMS }],
  ['both', { slack: SLACK, teams: TEAMS }],
])('a chat may be in %s', (_, chat) => {
  expect(theTopology(withChat(chat)).notify).toEqual({ chat });
});

test('a chat without a channel is none', () => {
  expect(theTopology(withChat({})).notify).toEqual({});
});

test.each([
  ['the name of a workspace', 'slack.workspace', { slack: { ...SLACK, workspace: 'acme' } }],
  ['the name of a channel', 'slack.channel', { slack: { ...SLACK, channel: '#oncall' } }],
  ['the id of a person', 'slack.channel', { slack: { ...SLACK, channel: 'U0123ABCD' } }],
  ['the name of a team', 'teams.team', { teams: { ...TEAMS, team: 'Network' } }],
  ['a domain as a tenant', 'teams.tenant', { teams: { ...TEAMS, tenant: 'acme.example' } }],
  ['the name of a channel of a team', 'teams.channel', { teams: { ...TEAMS, channel: 'oncall' } }],
])('fails with %s', (_, key, chat) => {
  expect(issuesOf(withChat(chat))).toMatchObject([
    { code: 'document-bad-value', path: ['notify', 'chat', ...key.split('.')] },
  ]);
});

test('fails with the id of a channel as Teams shows it, and says how it is written', () => {
  const channel = '19:ab6@thread.tacv2';
  expect(issuesOf(withChat({ teams: { ...TEAMS, channel } }))).toMatchObject([
    { path: ['notify', 'chat', 'teams', 'channel'], got: channel, fix: 'write 19%3aab6%40thread.tacv2' },
  ]);
});

test('fails with half of a channel', () => {
  const { tenant: _, ...teams } = TEAMS;
  expect(
    issuesOf(withChat({ slack: { workspace: SLACK.workspace }, teams })).map(({ path }) => path.join('.')),
  ).toEqual(['notify.chat.slack.channel', 'notify.chat.teams.tenant']);
});
