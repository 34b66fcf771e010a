// Control characters, the marks that turn or hide text, line separators, and halves of characters.
const hostile = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * Makes text from data safe to show: a name must not move the cursor, colour the screen or turn the line around.
 * Each such character becomes its escape, such as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(hostile, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
