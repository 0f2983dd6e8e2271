import { z } from 'zod'

import { attachment } from '#lib/http/attachment.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { exportSuite } from '#lib/suites/export-suite.ts'

export const GET = route(
  {
    summary: 'The suite as a suite file; importing it again changes nothing',
    params: IdParams,
    query: z.strictObject({ format: z.enum(['yaml']).default('yaml') }),
    produces: 'application/yaml',
  },
  async ({ ctx, params }) => {
    const { name, yaml } = await exportSuite(ctx, params.id)
    return attachment(yaml, 'application/yaml; charset=utf-8', `${name}.suite.yaml`)
  },
)
