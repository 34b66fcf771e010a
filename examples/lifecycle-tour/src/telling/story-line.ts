import type { DormouseEvent, Instant } from '@dormouse/core';

/** A line of the story. Only chapters and acts were written beforehand; the others come from the engine. */
export type StoryLine =
  | { readonly kind: 'chapter'; readonly text: string }
  /** What somebody does, or what befalls the company. */
  | { readonly kind: 'act'; readonly at: Instant; readonly who: string; readonly text: string }
  /** What the engine recorded. */
  | {
      readonly kind: 'event';
      readonly at: Instant;
      readonly who: string;
      readonly text: string;
      readonly event: DormouseEvent;
    }
  /** What the engine did not let somebody do. */
  | { readonly kind: 'refusal'; readonly at: Instant; readonly who: string; readonly text: string }
  /** What the engine says when it is asked. */
  | { readonly kind: 'answer'; readonly at: Instant; readonly who: string; readonly text: string };
