// Pure: a message as a custom notification of Amazon Q Developer in chat applications, which shows nothing else of what is
// published, alarms of CloudWatch excepted.

import type { Message } from './messages';

/** As the service's guide has it for custom notifications. */
interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId?: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: { readonly severity: 'warning' | 'info' };
  };
}

/** What Slack takes in a heading. */
const LONGEST_TITLE = 150;
/** Less than what Slack takes in a block of text, which is 3,000. */
const LONGEST_DESCRIPTION = 2_900;
/** Three of them are less than a block of text. */
const LONGEST_STEP = 900;
const LONGEST_NAME = 250;
const CUT = '…';

/** Nobody whose words are passed on may call people, or put a link behind other words. */
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The text without markup, and as much of it as there is room for: no character is cut in two. */
function shown(text: string, longest: number): string {
  const characters = [...text].map((character) => ESCAPED[character] ?? character);
  const whole = characters.join('');
  if (whole.length <= longest) return whole;
  let length = CUT.length;
  const fitting = characters.findIndex((character) => {
    length += character.length;
    return length > longest;
  });
  return characters.slice(0, fitting).join('').concat(CUT);
}

/**
 * What is said of the same is one thread, so that a maintenance does not fill the channel. A warning begins one of its own:
 * nobody would see it in a thread.
 */
export function chatNotification({ subject, facts, steps, about, isLoud, code }: Message): ChatNotification {
  const title = shown(subject, LONGEST_TITLE);
  const name = shown(about, LONGEST_NAME);
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: shown(facts, LONGEST_DESCRIPTION),
      nextSteps: steps.map((step) => shown(step, LONGEST_STEP)),
      keywords: [name, code],
    },
    metadata: {
      ...(isLoud ? {} : { threadId: name }),
      summary: title,
      eventType: code,
      relatedResources: [name],
      additionalContext: { severity: isLoud ? 'warning' : 'info' },
    },
  };
}
