'use client'

import { useRouter } from 'next/navigation'

import { ImportButton } from '#app/(dashboard)/suites/_components/import-button.client.tsx'
import { importSummary } from '#app/(dashboard)/suites/_lib/import-summary.ts'
import type { ImportReport, ImportResult } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { toast } from '#components/ui/toast.client.ts'

const send = async (files: File[], format: string, dryRun: boolean): Promise<ImportResult> => {
  try {
    const { sendImport } = await import('#app/(dashboard)/suites/_lib/send-import.ts')
    return await sendImport(files, format, dryRun)
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
