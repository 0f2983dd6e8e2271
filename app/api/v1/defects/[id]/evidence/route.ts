import { bundleDefect } from '#lib/evidence/bundle-defect.ts'
import { streamAttachment } from '#lib/http/attachment.ts'
import { webStorage } from '#lib/http/database.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary:
      'A defect with the latest executions that showed it (20 at most), as a signed zip file',
    params: IdParams,
    produces: 'application/zip',
  },
  async ({ ctx, params }) => {
    const { chunks, name } = await bundleDefect(ctx, webStorage(), params.id)
    return streamAttachment(chunks, 'application/zip', name)
  },
)
