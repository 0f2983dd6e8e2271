import { answerMetrics } from '#app/api/_lib/answer-metrics.ts'
import { publicRoute } from '#lib/http/route.ts'

export const GET = publicRoute(
  {
    summary: 'Prometheus metrics, for METRICS_ALLOWED_CIDRS or with METRICS_TOKEN as bearer token',
    worth: 0,
    produces: 'text/plain',
  },
  ({ request }) => answerMetrics(request),
)
