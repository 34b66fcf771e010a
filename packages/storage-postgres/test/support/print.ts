/** Puts figures of a test where a reader of its output finds them. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
