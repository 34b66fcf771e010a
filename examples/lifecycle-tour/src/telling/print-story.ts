import { day } from './english';
import type { StoryLine } from './story-line';

const MARKS = { act: '·', event: ' ', refusal: '✗', answer: '?' } as const;

/** The story as text: chapters, then a line for each thing that happened, with its date and whom it is about. */
export function printStory(story: readonly StoryLine[]): string {
  let last = '';
  return story
    .map((line) => {
      if (line.kind === 'chapter') {
        last = '';
        return `\n${line.text.toUpperCase()}`;
      }
      const date = day(line.at);
      const shown = date === last ? '' : date;
      last = date;
      const head = `${shown.padEnd(7)} ${MARKS[line.kind]} ${line.who.padEnd(12)} `;
      return head + line.text.replaceAll('\n', `\n${' '.repeat(head.length)}`);
    })
    .join('\n')
    .trimStart();
}
