import { z } from 'zod'

import type { ImportResult } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { ImportView } from '#lib/suites/schema.ts'

const Problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** By the API and not by a server action: those read no more than 1 MB, and recordings are larger. Throws when no answer comes. */
export async function sendImport(
  files: File[],
  format: string,
  dryRun: boolean,
): Promise<ImportResult> {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  const query = new URLSearchParams({ format, dry_run: String(dryRun) })
  const response = await fetch(`/api/v1/suites/import?${query}`, { method: 'POST', body })
  const answer: unknown = await response.json()
  if (response.ok) return { ok: true, data: ImportView.parse(answer) }
  const { title, detail, errors } = Problem.parse(answer)
  return { ok: false, message: detail ?? title, ...(errors && { faults: errors }) }
}
