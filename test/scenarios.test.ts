// Every story of test/scenarios, on each example that it is told of. DETOUR_UPDATE_SCENARIOS=1 writes down what happened
// as what is expected, to be reviewed.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBackbone } from '../lib/topology/backbone';
import { loadTopology } from '../lib/topology/load';
import { parseStory } from './support/story/parse-story';
import { playStory } from './support/story/play-story';
import { expectedOf, rewritten } from './support/story/story';
import { storyNames } from './support/story/story-names';

const FOLDER = join(__dirname, 'scenarios');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));

const BACKBONES = new Map(
  ['backbone', 'hybrid'].map((example) => {
    const topology = loadTopology(join(__dirname, `../examples/${example}.yaml`));
    if (!topology.ok) throw new Error(`the example ${example} is broken`);
    return [example, toBackbone(topology.value)];
  }),
);

test('there are at least twenty stories, and both examples have some', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(20);
});

test.each(FILES)('%s goes as it says', async (file) => {
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');
  const story = parseStory(text, `test/scenarios/${file}`, [...BACKBONES.keys()], storyNames(BACKBONES));
  const played = new Map<string, readonly (readonly string[])[]>();
  for (const example of story.examples) {
    const backbone = BACKBONES.get(example);
    if (backbone) played.set(example, await playStory(story, backbone));
  }
  if (process.env.DETOUR_UPDATE_SCENARIOS === '1') writeFileSync(path, rewritten(story, played));
  else
    for (const [example, steps] of played)
      expect([example, ...steps]).toEqual([example, ...story.steps.map((step) => expectedOf(step, example))]);
});
