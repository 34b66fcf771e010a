import { lineText } from '../evaluate/plain-text';
import { style } from './style';

/** A piece of SVG, escaped. */
export type Svg = string;

type Attributes = Readonly<Record<string, string | number>>;

/** Nobody reads more in one line. */
const LONGEST_LINE = 2_000;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A line of text as it may stand in XML: without what XML does not allow, and escaped. Names in it went through
 * `plainText`.
 */
export function escapeXml(line: string): string {
  return lineText(line, LONGEST_LINE)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** An element. Attributes are ours: names and numbers, never a text from outside. */
export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const said = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : value}"`,
  );
  const content = children.join('');
  return content === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${content}</${name}>`;
}

/** A line of text. `most`: how many characters have room; the whole stands in its tooltip. */
export function label(x: number, y: number, text: string, more: Attributes = {}, most = 60): Svg {
  const cut = [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;
  const tip = cut === text ? [] : [tooltip(text)];
  return element('text', { x, y, ...more }, escapeXml(cut), ...tip);
}

/** What a viewer shows when the pointer rests on the element that it is a child of. */
export function tooltip(text: string): Svg {
  return element('title', {}, escapeXml(text));
}

/** A whole picture. */
export interface SvgDocument {
  readonly width: number;
  readonly height: number;
  /** What it is, for those who do not see it. */
  readonly title: string;
  /** What it shows, in sentences. */
  readonly description: string;
  readonly body: readonly Svg[];
}

/**
 * Makes the document. It asks for nothing from anywhere, runs nothing, follows the reader's light or dark colours, and
 * can stand in a page as it is: its classes begin with `dm-`, and it has no ids.
 */
export function svgDocument({ width, height, title, description, body }: SvgDocument): Svg {
  const [w, h] = [round(width), round(height)];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${w} ${h}`,
    width: w,
    height: h,
    role: 'img',
    'aria-label': escapeXml(title),
    class: 'dm-picture',
  };
  const words = description.split('\n').map(escapeXml).join('\n');
  return element(
    'svg',
    attributes,
    element('title', {}, escapeXml(title)),
    element('desc', {}, words),
    `<style>${style}</style>`,
    element('rect', { width: w, height: h, class: 'dm-paper' }),
    `\n${body.filter((part) => part !== '').join('\n')}\n`,
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
