import { filterVoices } from '#lib/engines/speech/catalogue/filter-voices.ts'
import { VoicesQuery, VoicesView } from '#lib/engines/speech/schema.ts'
import { route } from '#lib/http/route.ts'
import { getVoices } from '#lib/http/speech-preview.ts'

export const GET = route(
  {
    summary: 'Speech engines, and the voices of those that are set up',
    query: VoicesQuery,
    reply: VoicesView,
  },
  async ({ query }) => filterVoices(await getVoices(), query),
)
