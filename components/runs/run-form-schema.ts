import { z } from 'zod'

import { StartRunInput } from '#lib/runs/schema.ts'

/** The body of `POST /runs` as a form asks for it: by suites, of which at least one is needed. */
export const RunFormInput = StartRunInput.safeExtend({
  suite_ids: z
    .array(z.uuid(), 'Choose at least one suite')
    .min(1, 'Choose at least one suite')
    .max(200),
  target: z.string().min(1, 'Choose a target').max(200),
})
export type RunFormValues = z.input<typeof RunFormInput>
export type RunFormOutput = z.output<typeof RunFormInput>
