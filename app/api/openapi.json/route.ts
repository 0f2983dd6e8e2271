import { z } from 'zod'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { publicRoute } from '#lib/http/route.ts'

export const GET = publicRoute(
  {
    summary: 'This description of the API (OpenAPI 3.1)',
    reply: z.record(z.string(), z.unknown()),
  },
  async () => describeApi(apiRoutes()),
)
