import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const STYLE = /<style>([\s\S]*?)<\/style>/;
const sheets = new Map<string, CSSStyleSheet>();

/**
 * A picture of the host in the page. It is parsed as XML, not as HTML; its style sheet is adopted apart from it, because
 * the page allows no style in its markup; whatever could run is left out.
 */
export function Picture({ svg, label }: { readonly svg: string; readonly label: string }): JSX.Element {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const picture = readPicture(svg);
    frame.current?.replaceChildren(...(picture === null ? ['The picture cannot be shown.'] : [picture]));
  }, [svg]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and has to do so by keys too
    <section class="picture" ref={frame} tabIndex={0} aria-label={label} />
  );
}

function readPicture(svg: string): Element | null {
  const text = svg.replace(STYLE, (_, css: string) => {
    adopt(css);
    return '';
  });
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (documentElement.localName !== 'svg') return null;
  for (const each of [documentElement, ...documentElement.querySelectorAll('*')]) clean(each);
  return document.importNode(documentElement, true);
}

function clean(element: Element): void {
  if (/^(script|foreignObject|style|a|image|use|animate|set)$/i.test(element.localName)) element.remove();
  for (const { name } of [...element.attributes]) {
    if (/^on|^style$|href$/i.test(name)) element.removeAttribute(name);
  }
}

function adopt(css: string): void {
  if (sheets.has(css)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
