import { readReport } from '#app/api/_lib/read-report.ts'
import { attachment } from '#lib/http/attachment.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { writeJunit } from '#lib/runs/report/junit.ts'

export const GET = route(
  { summary: 'The results as JUnit XML', params: IdParams, produces: 'application/xml' },
  async ({ ctx, params }) => {
    const text = writeJunit(await readReport(ctx, params.id))
    return attachment(text, 'application/xml; charset=utf-8', `run-${params.id}.xml`)
  },
)
