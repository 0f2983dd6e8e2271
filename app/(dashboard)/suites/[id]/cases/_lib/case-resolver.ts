import type { Resolver } from 'react-hook-form'

import { caseFaults, nestedErrors } from '#app/(dashboard)/suites/[id]/cases/_lib/case-faults.ts'
import { fromCaseForm, type CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

/** Checks the form by the schema of suite files, which is fetched on the first check, not with the page. */
export const caseResolver: Resolver<CaseForm, unknown, CaseInput> = async (form) => {
  const { CaseInput } = await import('#lib/suites/schema.ts')
  const result = CaseInput.safeParse(fromCaseForm(form))
  if (result.success) return { values: result.data, errors: {} }
  return { values: {}, errors: nestedErrors(caseFaults(result.error.issues, form)) }
}
