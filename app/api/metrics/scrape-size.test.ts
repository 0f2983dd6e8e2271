import { expect, test } from 'vitest'

import { apiMethods } from '#lib/http/api-methods.ts'
import { observeResponse, renderOwnMetrics } from '#lib/platform/metrics/metrics.ts'

test('a scrape stays below 100 kB when every route has been answered well and refused', async () => {
  const routes = Object.entries(apiMethods).flatMap(([route, methods]) =>
    methods.map((method) => ({ route, method })),
  )
  expect(routes.length).toBeGreaterThan(100)
  for (const labels of routes)
    for (const status of [200, 401]) observeResponse({ ...labels, status }, 0.02)
  const { text } = await renderOwnMetrics()
  expect(text.length).toBeLessThan(100_000)
})
