import { route } from '#lib/http/route.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import { BandsView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'Bands of automatic verdicts: what their reviews have earned, with the figures',
    reply: BandsView,
  },
  ({ ctx }) => listBands(ctx),
)
