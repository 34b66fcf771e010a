/** A part of a listing: up to `limit` members after the one with the key `after` (null: from the first). */
export interface PageRequest<K> {
  readonly after: K | null;
  readonly limit: number;
}

/** `more` is false only when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}
