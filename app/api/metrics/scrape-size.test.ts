import { expect, test } from 'vitest'

import { apiMethods } from '#lib/http/api-methods.ts'
import { observeResponse, renderOwnMetrics } from '#lib/platform/metrics/metrics.ts'

test('a scrape stays below 100 kB when every route has been answered in every way', async () => {
  const routes = Object.keys(apiMethods)
  expect(routes.length).toBeGreaterThan(100)
  for (const route of routes)
    for (const status of [200, 304, 404, 500]) observeResponse({ route, status }, 0.02)
  const { text } = await renderOwnMetrics()
  // All else is a tenth of it; other tests of this process count things of their own.
  const lines = text.split('\n').filter((line) => line.includes('api_res'))
  expect(lines.join('\n').length).toBeLessThan(90_000)
})
