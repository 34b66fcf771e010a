import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Metric, metrics } from '../../src/otel';

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const listed = Object.values(metrics);

/** The names that Prometheus gives a measure of OpenTelemetry: the unit and the kind are part of them. */
function prometheusNames({ name, kind, unit }: Metric): readonly string[] {
  const base = `${name.replaceAll('.', '_')}${unit === 's' ? '_seconds' : ''}`;
  if (kind === 'histogram') return ['_bucket', '_count', '_sum'].map((suffix) => `${base}${suffix}`);
  return [kind === 'counter' ? `${base}_total` : base];
}

describe('documents of the measures', () => {
  it('docs/observability.md lists each as it is', () => {
    const rows = read('docs/observability.md').match(/^\| `dormouse.*$/gm);
    const expected = listed.map(({ name, kind, unit, attributes }) => {
      const cells = [`\`${name}\``, kind, `\`${unit}\``, attributes.map((each) => `\`${each}\``).join(', ')];
      return `| ${cells.join(' | ')} |`.replace('|  |', '| |');
    });
    expect(rows).toEqual(expected);
  });

  it('the dashboard asks for what there is, by attributes that there are, and leaves no measure out', () => {
    const { panels } = JSON.parse(read('examples/iam-host/grafana/dormouse.json')) as {
      readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
    };
    const owner = new Map(listed.flatMap((metric) => prometheusNames(metric).map((name) => [name, metric] as const)));
    const seen = new Set<Metric>();
    for (const { title, targets } of panels) {
      for (const { expr } of targets) {
        const names = expr.match(/\bdormouse_\w+/g) ?? [];
        expect(names, title).toHaveLength(1);
        const metric = owner.get(names[0] ?? '');
        expect(metric, `${title}: ${expr}`).toBeDefined();
        if (metric !== undefined) seen.add(metric);
        const by = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(/, */) ?? [];
        expect([...(metric?.attributes ?? []), 'le'], title).toEqual(expect.arrayContaining(by));
      }
    }
    expect(seen).toEqual(new Set(listed));
  });
});
