import type { z } from 'zod'

import type { Refusal } from '#lib/platform/action-result.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What did not fit already in the browser, in the form of an answer of the server. */
export const refused = (error: z.ZodError): Refusal => ({
  ok: false,
  code: 'invalid',
  message: 'Some fields are not valid',
  faults: faultsOf(error),
})
