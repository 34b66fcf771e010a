/** Names longer than this are cut: nobody reads them out. */
const LONGEST_NAME = 200;
/** Of a list, so many are named. */
const MOST_NAMED = 5;

// Line breaks and other controls, and the marks that turn the direction of the text around them: none belongs in a line.
const unsayable = /[\p{Cc}\p{Cs}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** The same, but for the isolates that {@link plainText} puts around a name. */
const unsayableInLine = /[\p{Cc}\p{Cs}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066\u2067]/gu;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/**
 * A text from outside as it stands in a line of English: on one line, cut where it is long, and, where it is written
 * from right to left, kept from turning around what follows. Nothing is escaped: it is plain text, also where it looks
 * like HTML.
 */
export function plainText(text: string, longest: number = LONGEST_NAME): string {
  const whole = text.slice(0, longest + 2).replace(unsayable, '\uFFFD');
  const cut = text.length > longest ? `${[...whole].slice(0, longest).join('')}…` : whole;
  return rightToLeft.test(cut) ? `${ISOLATE}${cut}${END_OF_ISOLATE}` : cut;
}

/**
 * A line made of names that went through {@link plainText}: one line, whatever was forgotten, and cut where it is long.
 */
export function lineText(line: string, longest: number): string {
  const cut = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return cut.replace(unsayableInLine, '\uFFFD');
}

/** Names in a row: `a`, `a and b`, `a, b and c`; of many the first, and how many more. */
export function listOf(names: readonly string[], most: number = MOST_NAMED): string {
  const said = names.slice(0, most).map((name) => plainText(name));
  const last = names.length > most ? `${names.length - most} more` : said.pop();
  return said.length === 0 ? (last ?? '') : `${said.join(', ')} and ${last}`;
}
