import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { parseAllDocuments } from 'yaml'
import type { z } from 'zod'

import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import { ImportView } from '#lib/suites/schema.ts'

/** Names under `audio:` anywhere in a suite file; a broken file has none, the server says what is wrong with it. */
function recordingNames(text: string): string[] {
  const names = new Set<string>()
  const visit = (value: unknown, inAudio: boolean): void => {
    if (typeof value === 'string' && inAudio) names.add(value)
    else if (Array.isArray(value)) value.forEach((item) => visit(item, inAudio))
    else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) visit(item, inAudio || key === 'audio')
  }
  try {
    for (const document of [parseAllDocuments(text)].flat())
      if (document.errors.length === 0) visit(document.toJS({ maxAliasCount: 1_000 }), false)
  } catch {
    return []
  }
  return [...names]
}

/** A file and the recordings beside it that it names. */
function appendFile(form: FormData, path: string): void {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new CommandError(`${path} cannot be read`)
  }
  form.append('file', new File([text], basename(path)))
  for (const name of recordingNames(text)) {
    const recording = join(dirname(path), name)
    if (!existsSync(recording)) continue
    const bytes = new Uint8Array(readFileSync(recording))
    form.append('recording', new File([bytes], name, { type: 'audio/wav' }))
  }
}

type ImportOptions = { format: string; dryRun: boolean }

/** Sends suite files, with the recordings they name, in one request: all or none. */
export function importSuiteFiles(
  client: Client,
  paths: string[],
  { format, dryRun }: ImportOptions,
): Promise<z.output<typeof ImportView>> {
  const form = new FormData()
  for (const path of paths) appendFile(form, path)
  return client.json('/api/v1/suites/import', ImportView, {
    method: 'POST',
    query: { format, dry_run: String(dryRun) },
    body: form,
  })
}

export function printImport(
  write: (text: string) => void,
  result: z.output<typeof ImportView>,
  dryRun: boolean,
): void {
  for (const { file, line, status, message } of result.report)
    if (status !== 'mapped') write(`${file}:${line ?? '-'}: ${status}: ${message}`)
  const { created, updated, unchanged, dropped } = result
  const verb = dryRun ? 'would import' : 'imported'
  write(
    `${verb}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${dropped} dropped`,
  )
}
