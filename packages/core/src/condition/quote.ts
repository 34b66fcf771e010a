const LONGEST = 60;

/** A text of the user's, in quotes and cut to a length that a message can bear. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
