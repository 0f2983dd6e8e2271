import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getCalibration } from '#lib/meaning/queries.ts'
import { CalibrationView } from '#lib/meaning/schema.ts'

export const GET = route(
  {
    summary: 'One calibration: its progress, statistics and drift',
    params: IdParams,
    reply: CalibrationView,
  },
  ({ ctx, params }) => getCalibration(ctx, params.id),
)
