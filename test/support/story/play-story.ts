// Plays a story on one example.

import type { Backbone } from '../../../lib/routing/backbone';
import { LostFlows } from './lost-flows';
import type { Story } from './story';
import { decisionLines, linkLines, ownedLines } from './story-lines';
import { StoryWorld } from './story-world';

/** What each step came to. */
export async function playStory(story: Story, backbone: Backbone): Promise<readonly (readonly string[])[]> {
  const played = { ...backbone, policy: { ...backbone.policy, ...story.policy } };
  const world = new StoryWorld(played, story.startMs, story.seed);
  const baseline = world.fabric.network;
  const lost = new LostFlows(world);
  world.start();
  await world.clock.run(story.startMs);
  world.audit.splice(0);
  const steps: (readonly string[])[] = [];
  let said = 0;
  for (const { happenings, untilMs } of story.steps) {
    for (const { atMs, happen } of happenings) world.clock.at(atMs, () => happen(world));
    await world.clock.run(untilMs);
    const lines = [
      ...decisionLines(world.audit.slice(said)),
      ...linkLines(world),
      ...ownedLines(world.fabric.network, baseline),
      ...lost.take(),
    ];
    said = world.audit.length;
    steps.push(lines.length === 0 ? ['nothing'] : lines);
  }
  return steps;
}
