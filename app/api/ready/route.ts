import { checkReadiness, ReadinessView } from '#lib/http/readiness.ts'
import { publicRoute } from '#lib/http/route.ts'

export const GET = publicRoute(
  {
    summary: 'Whether every dependency works: 200, or 503 with the same body',
    worth: 0,
    reply: ReadinessView,
  },
  async () => {
    const readiness = await checkReadiness()
    return Response.json(readiness, { status: readiness.status === 'ready' ? 200 : 503 })
  },
)
