import { route } from '#lib/http/route.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import { BandsView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'Bands of automatic verdicts: what their reviews have shown, with the numbers',
    reply: BandsView,
  },
  ({ ctx }) => listBands(ctx),
)
