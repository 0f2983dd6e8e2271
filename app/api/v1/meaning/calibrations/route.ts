import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { listCalibrations } from '#lib/meaning/queries.ts'
import { CalibrateInput, CalibrationView } from '#lib/meaning/schema.ts'
import { startCalibration } from '#lib/meaning/start-calibration.ts'

const Calibrations = z.object({ data: z.array(CalibrationView), next_cursor: z.null() })

export const GET = route(
  { summary: 'Calibrations of engines of meaning, newest first', reply: Calibrations },
  async ({ ctx }) => ({ data: await listCalibrations(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary: 'Calibrate an engine of meaning on labelled pairs, one calibration for each language',
    body: CalibrateInput,
    reply: Calibrations,
    status: 202,
    permission: 'policy:write',
    creates: true,
    maxBytes: 32 * 1_048_576,
  },
  async ({ ctx, body }) => ({ data: await startCalibration(ctx, body), next_cursor: null }),
)
