import { readReport } from '#app/api/_lib/read-report.ts'
import { attachment } from '#lib/http/attachment.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { writeCtrf } from '#lib/runs/report/ctrf.ts'

export const GET = route(
  { summary: 'The results as CTRF JSON', params: IdParams, produces: 'application/json' },
  async ({ ctx, params }) => {
    const text = writeCtrf(await readReport(ctx, params.id))
    return attachment(text, 'application/json; charset=utf-8', `run-${params.id}.ctrf.json`)
  },
)
