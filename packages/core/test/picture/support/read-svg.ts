const known = new Set(['svg', 'title', 'desc', 'style', 'rect', 'g', 'text', 'path', 'circle']);

/** What was found in a picture, for tests to look at. */
export interface ReadSvg {
  readonly elements: Readonly<Record<string, number>>;
  /** The contents of all texts, titles and descriptions, unescaped. */
  readonly words: readonly string[];
}

const TOKEN = /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare ampersand in ${text}`);
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&[^;]+;/g, (entity) => entities[entity] ?? '');
}

/**
 * Reads a picture strictly: well-formed, only elements that draw, nothing that refers to anything outside, no character that
 * XML does not know.
 * @throws Error that says what is wrong.
 */
export function readSvg(svg: string): ReadSvg {
  const elements: Record<string, number> = {};
  const words: string[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  let position = 0;
  while (position < svg.length) {
    TOKEN.lastIndex = position;
    const found = TOKEN.exec(svg);
    if (found === null) throw new Error(`not XML at ${position}: ${svg.slice(position, position + 60)}`);
    position = TOKEN.lastIndex;
    const [, closing, name = '', attributes = '', single, text] = found;
    if (text !== undefined) {
      const inside = open[open.length - 1] ?? '';
      if (inside !== 'style' && text.trim() !== '') words.push(unescaped(text));
      continue;
    }
    if (!known.has(name)) throw new Error(`an element ${name}`);
    if (/(?:href|src|on[a-z]+|style)=|url\(|javascript:/.test(attributes))
      throw new Error(`an attribute in ${attributes}`);
    unescaped(attributes);
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    elements[name] = (elements[name] ?? 0) + 1;
    if (single !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} not closed`);
  // biome gives no way to write the range but by escapes.
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(svg.replaceAll('\n', '')))
    throw new Error('a character that XML does not know');
  if (/@import|url\(|https?:(?!\/\/www\.w3\.org\/2000\/svg)/.test(svg.replace(/<(text|title|desc)[^>]*>[^<]*/g, ''))) {
    throw new Error('it refers to something outside');
  }
  return { elements, words };
}
