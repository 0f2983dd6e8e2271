import type { Registry } from 'prom-client'

import { sharedBuckets } from '#lib/platform/metrics/shared-metrics.ts'

type MetricObjects = Awaited<ReturnType<Registry['getMetricsAsJSON']>>
type Labels = Record<string, string | number>

/** One value of a metric; `labels` is a JSON object with its keys in order, so that equal ones are equal texts. */
export type Series = { name: string; labels: string; value: number }

/** What makes a series itself, whatever its value. */
export const keyOf = ({ name, labels }: Pick<Series, 'name' | 'labels'>) => `${name} ${labels}`

const ordered = (labels: Labels) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(labels)
        .map(([name, value]) => [name, String(value)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )

/** All values of a registry; `gauges` apart from what is counted. */
export async function readSeries(
  registry: Registry,
): Promise<{ counts: Series[]; gauges: Series[] }> {
  const metrics = await registry.getMetricsAsJSON()
  const seriesOf = ({ name, values }: MetricObjects[number]) =>
    values.map((entry): Series => ({
      name: 'metricName' in entry ? String(entry.metricName) : name,
      labels: ordered(entry.labels as Labels),
      value: entry.value,
    }))
  // prom-client's types say a number where its values are names: "counter", "gauge", "histogram".
  const isGauge = ({ type }: MetricObjects[number]) => String(type) === 'gauge'
  return {
    counts: metrics.filter((metric) => !isGauge(metric)).flatMap(seriesOf),
    gauges: metrics
      .filter(isGauge)
      .flatMap(seriesOf)
      .filter(({ value }) => value !== 0),
  }
}

type Value = { value: number; labels: Labels; metricName?: string }

const parse = ({ labels, value, name }: Series): Value => ({
  value,
  labels: JSON.parse(labels) as Labels,
  metricName: name,
})

/** Every bucket of each series, in order: one that nothing fell into has no row, and bounds change between versions. */
function fillBuckets(name: string, values: Value[]): Value[] {
  const byLabels = new Map<string, { labels: Labels; counts: Map<string, number> }>()
  for (const { labels, value } of values) {
    const { le, ...rest } = labels
    const key = ordered(rest)
    const group = byLabels.get(key) ?? { labels: rest, counts: new Map<string, number>() }
    group.counts.set(String(le), value)
    byLabels.set(key, group)
  }
  const bounds = [...(sharedBuckets[name] ?? []).map(String), '+Inf']
  return [...byLabels.values()].flatMap(({ labels, counts }) => {
    let below = 0
    return bounds.map((le) => {
      below = Math.max(below, counts.get(le) ?? 0)
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below }
    })
  })
}

/** The labels that a metric is defined with; prom-client keeps them and has no type for it. */
function labelsOf(registry: Registry, name: string): Set<string> {
  const metric: object = registry.getSingleMetric(name) ?? {}
  const names = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : []
  return new Set(names.map(String))
}

/**
 * `series` as the metrics of `registry`, whose own values they take the place of. Series that an older version counted by
 * other labels are left out: next to those of today they would be counted twice.
 */
export async function toMetrics(registry: Registry, series: Series[]): Promise<MetricObjects> {
  const byName = Map.groupBy(series, ({ name }) => name)
  const valuesOf = (name: string) => {
    const known = labelsOf(registry, name.replace(/_(?:bucket|sum|count)$/, ''))
    return (byName.get(name) ?? [])
      .map(parse)
      .filter(({ labels }) =>
        Object.keys(labels).every((label) => label === 'le' || known.has(label)),
      )
  }
  const metrics = await registry.getMetricsAsJSON()
  return metrics.map((metric) => ({
    ...metric,
    values:
      metric.name in sharedBuckets
        ? [
            ...fillBuckets(metric.name, valuesOf(`${metric.name}_bucket`)),
            ...valuesOf(`${metric.name}_sum`),
            ...valuesOf(`${metric.name}_count`),
          ]
        : valuesOf(metric.name),
  }))
}
