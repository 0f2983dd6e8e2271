type Query = {
  /** PromQL */
  expr: string
  /** name of its series, with `{{label}}` for labels */
  legend?: string
}

export type Panel = {
  title: string
  /** what it says, and when to worry */
  description: string
  kind: 'stat' | 'timeseries' | 'bargauge'
  queries: Query[]
  /** Grafana's name of the unit: `s`, `percentunit`, `short`, `bytes` */
  unit?: string
  /** of 24 columns */
  width?: number
  /** from which value on it is amber, and red; `falling`: below which */
  thresholds?: { amber: number; red: number; falling?: boolean }
  /** areas on top of each other */
  stacked?: boolean
  max?: number
}

export type Dashboard = {
  uid: string
  title: string
  description: string
  panels: Panel[]
}

const source = { type: 'prometheus', uid: 'prometheus' }

function stepsOf({ amber, red, falling = false }: NonNullable<Panel['thresholds']>) {
  return falling
    ? [
        { color: 'red', value: null },
        { color: 'orange', value: red },
        { color: 'green', value: amber },
      ]
    : [
        { color: 'green', value: null },
        { color: 'orange', value: amber },
        { color: 'red', value: red },
      ]
}

/** Colours of verdicts, as in Earshot. */
const verdictColors = { passed: 'green', failed: 'red', invalid: 'orange' }

const overrides = Object.entries(verdictColors).map(([name, color]) => ({
  matcher: { id: 'byName', options: name },
  properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
}))

function fieldsOf(panel: Panel) {
  const { kind, unit = 'short', thresholds, stacked = false, max } = panel
  return {
    defaults: {
      unit,
      min: 0,
      ...(max === undefined ? {} : { max }),
      noValue: '–',
      color: { mode: thresholds && kind !== 'timeseries' ? 'thresholds' : 'palette-classic' },
      thresholds: {
        mode: 'absolute',
        steps: thresholds ? stepsOf(thresholds) : [{ color: 'blue', value: null }],
      },
      custom:
        kind === 'timeseries'
          ? {
              drawStyle: 'line',
              lineWidth: 2,
              fillOpacity: stacked ? 40 : 8,
              showPoints: 'never',
              spanNulls: 60_000,
              stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
              thresholdsStyle: { mode: thresholds ? 'dashed' : 'off' },
            }
          : {},
    },
    overrides,
  }
}

function optionsOf({ kind }: Panel) {
  switch (kind) {
    case 'stat':
      return {
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        colorMode: 'value',
        graphMode: 'area',
        textMode: 'auto',
      }
    case 'bargauge':
      return {
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        displayMode: 'basic',
        orientation: 'horizontal',
        valueMode: 'text',
      }
    case 'timeseries':
      return {
        legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
        tooltip: { mode: 'multi', sort: 'desc' },
      }
  }
}

function panelOf(panel: Panel, index: number, gridPos: object) {
  return {
    id: index + 1,
    type: panel.kind,
    title: panel.title,
    description: panel.description,
    datasource: source,
    gridPos,
    targets: panel.queries.map(({ expr, legend }, i) => ({
      refId: String.fromCodePoint(65 + i),
      datasource: source,
      expr,
      legendFormat: legend ?? '',
      ...(panel.kind === 'timeseries' ? { range: true } : { instant: true }),
    })),
    fieldConfig: fieldsOf(panel),
    options: optionsOf(panel),
  }
}

/** Lays panels out in rows of 24 columns, in their order. */
function laidOut(panels: Panel[]) {
  let [x, y, rowHeight] = [0, 0, 0]
  return panels.map((panel, index) => {
    const w = panel.width ?? 12
    const h = panel.kind === 'stat' ? 4 : 8
    if (x + w > 24) {
      y += rowHeight
      x = rowHeight = 0
    }
    const place = { x, y, w, h }
    x += w
    rowHeight = Math.max(rowHeight, h)
    return panelOf(panel, index, place)
  })
}

/** A dashboard as Grafana 10 and later read it (schema version 39). */
export const toGrafana = ({ uid, title, description, panels }: Dashboard) => ({
  uid,
  title,
  description,
  tags: ['earshot'],
  schemaVersion: 39,
  version: 1,
  editable: true,
  refresh: '30s',
  timezone: 'browser',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: [] },
  annotations: {
    list: [
      {
        name: 'Alerts',
        datasource: source,
        enable: true,
        iconColor: 'red',
        expr: 'ALERTS{alertstate="firing"}',
        titleFormat: '{{alertname}}',
      },
    ],
  },
  links: [
    {
      title: 'Earshot',
      type: 'dashboards',
      tags: ['earshot'],
      asDropdown: false,
      includeVars: false,
      keepTime: true,
    },
  ],
  panels: laidOut(panels),
})
