'use client'

import { useRouter } from 'next/navigation'
import { z } from 'zod'

import { ImportButton } from '#app/(dashboard)/suites/_components/import-button.client.tsx'
import { importSummary } from '#app/(dashboard)/suites/_lib/import-summary.ts'
import type { ImportReport, ImportResult } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { toast } from '#components/ui/toast.client.ts'
import { ImportView } from '#lib/suites/schema.ts'

const Problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** By the API and not by a server action: those read no more than 1 MB, and recordings are larger. */
async function send(files: File[], format: string, dryRun: boolean): Promise<ImportResult> {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  const query = new URLSearchParams({ format, dry_run: String(dryRun) })
  try {
    const response = await fetch(`/api/v1/suites/import?${query}`, { method: 'POST', body })
    const answer: unknown = await response.json()
    if (response.ok) return { ok: true, data: ImportView.parse(answer) }
    const { title, detail, errors } = Problem.parse(answer)
    return { ok: false, message: detail ?? title, ...(errors && { faults: errors }) }
  } catch {
    return { ok: false, message: 'The server could not be reached, or did not answer as it should' }
  }
}

type ImportSuitesProps = {
  formats: { value: string; label: string }[]
}

export function ImportSuites({ formats }: ImportSuitesProps) {
  const router = useRouter()
  const done = (report: ImportReport) => {
    toast.success(importSummary(report))
    const [first, ...others] = report.suite_ids
    if (first && others.length === 0) router.push(`/suites/${first}`)
    router.refresh()
  }
  return <ImportButton formats={formats} onImport={send} onImported={done} />
}
