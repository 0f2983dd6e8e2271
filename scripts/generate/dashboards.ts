import { performance } from '#scripts/generate/dashboards/performance.ts'
import { toGrafana } from '#scripts/generate/dashboards/panels.ts'
import { quality } from '#scripts/generate/dashboards/quality.ts'
import { systemOverview } from '#scripts/generate/dashboards/system-overview.ts'
import type { Generator } from '#scripts/generate/generated-file.ts'

/** Each of Grafana's dashboards, by the name of its file. */
export const dashboards = { system_overview: systemOverview, performance, quality }

export const generateDashboards: Generator = async () =>
  Object.entries(dashboards).map(([name, dashboard]) => ({
    path: `deploy/grafana/dashboards/${name}.json`,
    text: `${JSON.stringify(toGrafana(dashboard), null, 2)}\n`,
  }))
