import { autumn } from './chapters/autumn';
import { dispute } from './chapters/dispute';
import { spring } from './chapters/spring';
import { summer } from './chapters/summer';
import { winter } from './chapters/winter';
import { yearEnd } from './chapters/year-end';
import { type Company, createCompany } from './company';
import type { StoryLine } from './telling/story-line';

/** Lives through the year, and gives back what happened, in order. */
export async function tour(company: Company = createCompany()): Promise<readonly StoryLine[]> {
  for (const chapter of [winter, spring, dispute, summer, autumn, yearEnd]) await chapter(company);
  return company.story;
}
