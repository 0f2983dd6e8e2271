import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

import { z } from 'zod'

import type { Json } from '#lib/platform/json.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
})
const Listed = z.array(
  z.object({
    file: z.string(),
    name: z.string(),
    value: z.json().optional(),
    texts: z.array(z.array(z.union([z.string(), z.number()]))).default([]),
  }),
)

export type BuiltAction = {
  name: string
  /** by which the server knows it */
  id: string
  /** an address that it may be called at */
  path: string
  /** what it takes, and where texts are in it; nothing for one that takes a form */
  value: Json | undefined
  texts: (string | number)[][]
}

/** `app/(dashboard)/runs/[id]/page` is shown at `/runs/…`. */
const addressOf = (worker: string) =>
  worker
    .replace(/^app/, '')
    .replace(/\/page$/, '')
    .replaceAll(/\/\([^)]+\)/g, '')
    .replaceAll(/\[\w+\]/g, '01a20488-211e-7459-a43b-f6d255621edc') || '/'

/** Every server action that was built, with what it takes: a new one is among them by itself. */
export async function builtActions(): Promise<BuiltAction[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fromRoot('e2e/security/list-actions.ts')],
    { maxBuffer: 16e6, cwd: fromRoot('.') },
  )
  const listed = Listed.parse(JSON.parse(stdout))
  const text = readFileSync(fromRoot('.next/server/server-reference-manifest.json'), 'utf8')
  return Object.entries(Manifest.parse(JSON.parse(text)).node).map(([id, entry]) => {
    const { filename: file, exportedName: name, workers } = entry
    const found = listed.find((one) => one.file === file && one.name === name)
    const path = addressOf(Object.keys(workers)[0] ?? '')
    return { name, id, path, value: found?.value, texts: found?.texts ?? [] }
  })
}

/** Arguments as React writes them: a text that begins with `$` means something else. */
export function encodeArguments(...args: Json[]): string {
  return JSON.stringify(args, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value,
  )
}
