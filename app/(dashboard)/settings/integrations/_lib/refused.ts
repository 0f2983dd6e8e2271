import type { z } from 'zod'

import type { ActionResult } from '#components/runs/start-run-types.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What did not fit already in the browser, in the form of an answer of the server. */
export const refused = (error: z.ZodError): Extract<ActionResult, { ok: false }> => ({
  ok: false,
  code: 'invalid',
  message: 'Some fields need another look',
  faults: faultsOf(error),
})
