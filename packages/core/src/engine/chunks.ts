import type { StoredSubject } from '../model/stored-subject';

/** The members of a stream, so many at a time. Nothing is held but one chunk. */
export async function* chunksOf(
  subjects: AsyncIterable<StoredSubject>,
  size: number,
): AsyncGenerator<readonly StoredSubject[]> {
  let chunk: StoredSubject[] = [];
  for await (const stored of subjects) {
    if (chunk.push(stored) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
