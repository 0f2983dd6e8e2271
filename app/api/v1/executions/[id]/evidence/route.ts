import { bundleExecution } from '#lib/evidence/bundle-execution.ts'
import { streamAttachment } from '#lib/http/attachment.ts'
import { webStorage } from '#lib/http/database.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary: 'All evidence of one execution: a signed zip file with a page that plays offline',
    params: IdParams,
    produces: 'application/zip',
  },
  async ({ ctx, params }) => {
    const { chunks, name } = await bundleExecution(ctx, webStorage(), params.id)
    return streamAttachment(chunks, 'application/zip', name)
  },
)
