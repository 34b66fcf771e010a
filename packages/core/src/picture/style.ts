/** The colours of a picture: in the light, and in the dark. Hosts may set the variables where it stands in a page. */
const colours = {
  paper: ['#ffffff', '#0d1117'],
  ink: ['#1f2328', '#e6edf3'],
  faint: ['#59636e', '#9198a1'],
  line: ['#d1d9e0', '#3d444d'],
  approved: ['#1a7f37', '#3fb950'],
  pending: ['#9a6700', '#d29922'],
  denied: ['#bc4c00', '#f0883e'],
  disabled: ['#cf222e', '#f85149'],
  error: ['#8250df', '#bc8cff'],
  control: ['#cf222e', '#f85149'],
  notice: ['#0969da', '#58a6ff'],
  exempt: ['#57606a', '#8b949e'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** Series of a chart, told apart by most eyes (after Okabe and Ito), and by their order in the legend. */
const series = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c564b', '#7f7f7f'] as const;

/** How many series have a colour of their own. */
export const SERIES: number = series.length;

/**
 * Each colour as a fill (`dm-NAME`) and as a stroke (`dm-NAME-line`). The plain value serves viewers without variables.
 */
function rules(side: 0 | 1): string {
  return Object.entries(colours)
    .map(([name, values]) => {
      const value = values[side];
      const set = (property: string): string => `${property}:${value};${property}:var(--dm-${name},${value})`;
      return `.dm-${name}{${set('fill')}}.dm-${name}-line{fill:none;${set('stroke')}}`;
    })
    .join('')
    .concat(`.dm-ring{stroke-width:2;stroke:${colours.notice[side]};stroke:var(--dm-notice,${colours.notice[side]})}`);
}

const fixed = [
  '.dm-picture text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}',
  '.dm-picture .dm-title{font-size:15px;font-weight:600}',
  '.dm-picture .dm-strong{font-weight:600}',
  '.dm-picture .dm-band{font-size:11px;font-weight:600}',
  '.dm-middle{text-anchor:middle}.dm-end{text-anchor:end}',
  ...series.map((colour, index) => `.dm-series-${index}{fill:${colour}}`),
].join('');

/** The style sheet of every picture. */
export const style: string = `${fixed}${rules(0)}@media (prefers-color-scheme:dark){${rules(1)}}`;
