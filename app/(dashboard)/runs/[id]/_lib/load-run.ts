import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { getRun } from '#lib/runs/queries.ts'

/** The run of this address, read once for the page and its metadata; an unknown one answers 404. */
export const loadRun = cache(async (id: string) => {
  const ctx = await requestCtx()
  return { ctx, run: await foundOr404(getRun(ctx, idOr404(id))) }
})
