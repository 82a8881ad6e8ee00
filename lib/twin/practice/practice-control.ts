// What may be asked of a twin to practise on:
//
//   GET  status         {timeMs, speed, links: [{name, condition, fault?, delayMs}]}
//   POST links/NAME     {"fault": "down" | "grey" | "slow" | "heal", "delayMs"?}: from now on, until it is healed
//   POST notices        {"form": "mail" | "calendar" | "health", "name", "content", "authentic"?}: arrives now

import * as z from 'zod';
import { readMail } from '../../controller/signals/maintnote/mail';
import type { Announcers } from '../../controller/signals/maintnote/trust';
import { type ControlAnswer, type ControlOperation, complaint } from '../http/control';
import { mailEvent } from '../provider-mail';
import type { PracticeWorld } from './practice-world';

const MOST_DELAY_MS = 10_000;
/** Together with what a probe takes anyhow it is still answered in time. */
const DELAY_MS = 150;

const FAULT = z.strictObject({
  fault: z.enum(['down', 'grey', 'slow', 'heal']),
  delayMs: z.int().min(1).max(MOST_DELAY_MS).exactOptional(),
});
const NOTICE = z.strictObject({
  form: z.enum(['mail', 'calendar', 'health']),
  name: z.string().min(1).max(200),
  content: z.base64(),
  authentic: z.boolean().exactOptional(),
});

interface Controlled {
  readonly world: PracticeWorld;
  readonly speed: number;
  readonly announcers: Announcers;
}

const DONE: ControlAnswer = { status: 200, content: {} };

function statusOf({ world, speed }: Controlled): ControlAnswer {
  const links = world.backbone.links.map(({ name }) => {
    const fault = world.faults.formOf(name);
    const condition = world.fabric.conditions.get(name) ?? 'up';
    return { name, condition, ...(fault === undefined ? {} : { fault }), delayMs: world.delayOf(name) };
  });
  return { status: 200, content: { timeMs: world.clock.now(), speed, links } };
}

function fail(world: PracticeWorld, link: string, { fault, delayMs = DELAY_MS }: z.infer<typeof FAULT>): void {
  if (fault === 'slow') world.setDelay(link, delayMs);
  else if (fault !== 'heal') world.faults.fail(link, fault);
  else {
    world.faults.heal(link);
    world.setDelay(link, 0);
  }
}

function changeLink({ world }: Controlled, link: string, input: unknown): ControlAnswer {
  const names = world.backbone.links.map(({ name }) => name);
  if (!names.includes(link)) return complaint(404, `there is no link ${link}; there are ${names.join(', ')}`);
  const read = FAULT.safeParse(input);
  if (!read.success) return complaint(400, z.prettifyError(read.error));
  // Faults are of the time at which they happen, and time passes in steps: not while one of them is under way.
  world.clock.at(world.clock.now(), () => fail(world, link, read.data));
  return DONE;
}

async function mailFrom(bytes: Uint8Array): Promise<readonly string[]> {
  const mail = await readMail(bytes);
  return mail.ok && mail.value.from !== undefined ? [mail.value.from] : [];
}

function parsed(bytes: Uint8Array): { readonly event: unknown } | undefined {
  try {
    return { event: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return undefined;
  }
}

/** As EventBridge tells of what a person has put into the bucket. */
function droppedEvent(name: string, atMs: number): unknown {
  const said = { source: 'aws.s3', 'detail-type': 'Object Created', time: new Date(atMs).toISOString() };
  return { ...said, detail: { object: { key: `dropped/${name}` } } };
}

async function takeNotice({ world, announcers }: Controlled, input: unknown, mails: number): Promise<ControlAnswer> {
  const read = NOTICE.safeParse(input);
  if (!read.success) return complaint(400, z.prettifyError(read.error));
  const { form, name, content, authentic = true } = read.data;
  const bytes = new Uint8Array(Buffer.from(content, 'base64'));
  const receivedMs = world.clock.now();
  if (form === 'health') {
    const health = parsed(bytes);
    if (!health) return complaint(400, `${name} is no JSON`);
    world.notices.healthEvent(health.event);
  } else if (form === 'calendar') world.notices.message({ event: droppedEvent(name, receivedMs), bytes }, announcers);
  else {
    const details = { id: `sent-${mails}`, from: await mailFrom(bytes), authentic, receivedMs };
    world.notices.message({ event: mailEvent(details), bytes }, announcers);
  }
  return DONE;
}

export function practiceControl(controlled: Controlled): ControlOperation {
  let mails = 0;
  return async (method, path, input) => {
    const [, link] = /^links\/([^/]+)$/.exec(path) ?? [];
    if (method === 'GET' && path === 'status') return statusOf(controlled);
    if (method === 'POST' && link !== undefined) return changeLink(controlled, decodeURIComponent(link), input);
    if (method !== 'POST' || path !== 'notices') return complaint(404, `there is no ${method} ${path}`);
    mails += 1;
    return takeNotice(controlled, input, mails);
  };
}
