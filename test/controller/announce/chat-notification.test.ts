import fc from 'fast-check';
import { chatNotification } from '../../../lib/controller/announce/chat-notification';
import { type Message, messagesOf } from '../../../lib/controller/announce/messages';
import { aWarning } from '../../support/audit-entries';
import { auditEntries } from '../../support/audit-entry-arbitrary';
import { NOW_MS } from '../../support/world';

function onlyMessage(changes: Parameters<typeof aWarning>[0] = {}): Message {
  const [message, ...others] = messagesOf([aWarning(changes)]);
  if (!message || others.length > 0) throw new Error('one message is expected');
  return message;
}

test('a chat shows what a mail says, and what to do in steps', () => {
  expect(chatNotification(onlyMessage())).toEqual({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: '[Detour WARNING] s0-s1 is down: it carries no data',
      description: [
        'what: s0-s1 is down: probes from s0 get no answer',
        'meaning: an end of the link measures that it does not carry data',
        '',
        'since: 2026-01-05 12:00:00 UTC',
        '',
        'traffic now: everything that has another way is moved off it',
      ].join('\n'),
      nextSteps: ['ask the provider what is wrong', 'detour explain s0-s1', 'docs/runbooks/link-down.md'],
      keywords: ['s0-s1', 'link-probes-lost'],
    },
    metadata: {
      summary: '[Detour WARNING] s0-s1 is down: it carries no data',
      eventType: 'link-probes-lost',
      relatedResources: ['s0-s1'],
      additionalContext: { severity: 'warning' },
    },
  });
});

test('a maintenance is one thread from its announcement to its end, and a warning in between is in none', () => {
  const { link: _, standing: __, ...announced } = aWarning({ untilMs: NOW_MS + 7_200_000 });
  const upcoming = {
    ...announced,
    links: ['s0-s1'],
    fromMs: NOW_MS + 3_600_000,
    code: 'maintenance-upcoming',
  } as const;
  const story = [
    ...messagesOf([upcoming, { ...upcoming, code: 'maintenance-begun' }]),
    onlyMessage({ code: 'link-maintenance', standing: 'drained' }),
    onlyMessage({ code: 'drain-complete' }),
    onlyMessage({ expected: true }),
    onlyMessage({ code: 'link-healthy', standing: 'up' }),
    onlyMessage({ code: 'link-drain-late' }),
  ];
  expect(story.map((message) => chatNotification(message).metadata.threadId)).toEqual([
    ...Array.from({ length: 6 }, () => 's0-s1'),
    undefined,
  ]);
});

test('what somebody else has written calls nobody, and hides no address behind words', () => {
  const because = 'carrier-a: <!channel> see <https://evil.example|the status page> & more';
  const { description } = chatNotification(onlyMessage({ because })).content;
  expect(description).toContain(
    'carrier-a: &lt;!channel&gt; see &lt;https://evil.example|the status page&gt; &amp; more',
  );
});

test('a text that is too long is cut between two characters, and says so', () => {
  for (const longest of [2_897, 2_898, 2_899, 2_900, 2_901]) {
    const { description } = chatNotification({ ...onlyMessage(), facts: `${'a'.repeat(longest)}<` }).content;
    expect(description.length).toBeLessThanOrEqual(2_900);
    expect(description).toMatch(longest <= 2_896 ? /^a+&lt;$/ : /^a+…$/);
  }
  const whole = chatNotification({ ...onlyMessage(), facts: `${'a'.repeat(2_896)}<` }).content.description;
  expect(whole).toBe(`${'a'.repeat(2_896)}&lt;`);
});

test('whatever is told, a chat takes it', () => {
  fc.assert(
    fc.property(fc.array(auditEntries, { maxLength: 5 }), (entries) => {
      for (const message of messagesOf(entries)) {
        const { content, metadata } = chatNotification(message);
        expect(content.title.length).toBeLessThanOrEqual(150);
        expect(content.description.length).toBeLessThanOrEqual(2_900);
        expect(content.nextSteps.join('\n').length).toBeLessThan(3_000);
        expect(content.nextSteps.length).toBeGreaterThan(1);
        expect(JSON.stringify([content, metadata])).not.toMatch(/[<>]/);
        expect(metadata.threadId === undefined).toBe(message.isLoud);
      }
    }),
  );
});
