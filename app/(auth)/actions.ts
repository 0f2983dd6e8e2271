'use server'

import type { FormState } from '#app/(auth)/_lib/form-state.ts'
import { setUp, SetupInput } from '#lib/accounts/setup.ts'
import { failedAction } from '#lib/http/action.ts'
import { webDatabase } from '#lib/http/database.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

function typedTexts(data: FormData): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of data)
    if (typeof value === 'string' && name !== 'password') texts[name] = value
  return texts
}

/** Makes the organization and its administrator, who signs in afterwards; says by field what is wrong. */
export async function setUpAction(data: FormData): Promise<FormState> {
  const fields = Object.fromEntries([...data].filter(([name]) => !name.startsWith('$')))
  const broken = foreignFaults(fields)
  if (broken.length > 0)
    return { faults: Object.fromEntries(broken.map(({ path, message }) => [path, message])) }
  const parsed = SetupInput.safeParse(fields)
  const values = typedTexts(data)
  if (!parsed.success) {
    const faults = faultsOf(parsed.error).map(({ path, message }) => [path, message] as const)
    return { values, faults: Object.fromEntries(faults) }
  }
  try {
    await setUp(webDatabase(), parsed.data)
    return {}
  } catch (error) {
    const { message, faults } = failedAction(error)
    if (faults.length === 0) return { values, message }
    return {
      values,
      faults: Object.fromEntries(faults.map((fault) => [fault.path, fault.message])),
    }
  }
}
