import { printStory } from './telling/print-story';
import { tour } from './tour';

const story = await tour();
process.stdout.write(`${printStory(story)}\n`);
