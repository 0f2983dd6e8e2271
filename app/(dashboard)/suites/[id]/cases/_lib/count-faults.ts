import type { FieldErrors } from 'react-hook-form'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function count(node: unknown): number {
  if (!isRecord(node)) return 0
  if (typeof node['message'] === 'string') return 1
  // `ref` is the control itself, and not a part of the form.
  return Object.entries(node).reduce(
    (sum, [key, part]) => sum + (key === 'ref' ? 0 : count(part)),
    0,
  )
}

/** How many fields of a form are at fault. What is wrong with the form as a whole (`root`) is none of them. */
export function countFaults<Form extends object>({
  root: _,
  ...fields
}: FieldErrors<Form>): number {
  return count(fields)
}
