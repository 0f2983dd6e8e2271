import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { bands } from '#simulator/asr/spectrum.ts'
import type { TemplateSet } from '#simulator/asr/template-set.ts'

/** Changes whenever the front end does, so that old files are not read. */
const frontEndVersion = 2
const magic = 0x53524145

export type Recipe = { engine: string; version: string; voice: string; phrases: string[] }

/** Names a set by everything that its content depends on. */
export const setId = (recipe: Recipe): string =>
  createHash('sha256')
    .update(JSON.stringify([frontEndVersion, recipe]))
    .digest('hex')
    .slice(0, 32)

/** A set in shared memory, so that every listening thread reads the same copy. */
export function createSet(id: string, parts: Float32Array[]): TemplateSet {
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (parts.length + 1)))
  for (const [phrase, part] of parts.entries())
    offsets[phrase + 1] = (offsets[phrase] ?? 0) + part.length / bands
  const power = new Float32Array(new SharedArrayBuffer(4 * bands * (offsets.at(-1) ?? 0)))
  for (const [phrase, part] of parts.entries()) power.set(part, (offsets[phrase] ?? 0) * bands)
  return { id, offsets, power }
}

const bytesOf = (view: Uint32Array | Float32Array) => {
  const copy = Buffer.alloc(view.byteLength)
  copy.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  return copy
}

const fileOf = (folder: string, id: string) => join(folder, `${id}.templates`)

/** Whether a set was written, without reading it. */
export const isKept = (folder: string, id: string): boolean => existsSync(fileOf(folder, id))

/** Writes a set so that a reader never sees half of it. */
export async function saveSet(folder: string, set: TemplateSet): Promise<void> {
  await mkdir(folder, { recursive: true })
  const head = Buffer.from(new Uint32Array([magic, bands, set.offsets.length]).buffer)
  const temporary = join(folder, `.${set.id}.${randomUUID()}`)
  await writeFile(temporary, Buffer.concat([head, bytesOf(set.offsets), bytesOf(set.power)]))
  await rename(temporary, fileOf(folder, set.id))
}

/** Reads a set back; null when there is none or the file is damaged. */
export async function loadSet(
  folder: string,
  id: string,
  phrases: number,
): Promise<TemplateSet | null> {
  let file: Buffer
  try {
    file = await readFile(fileOf(folder, id))
  } catch {
    return null
  }
  const words = new Uint32Array(new Uint8Array(file.subarray(0, file.length & ~3)).buffer)
  const [found, foundBands, count] = words
  if (found !== magic || foundBands !== bands || count !== phrases + 1) return null
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * count))
  offsets.set(words.subarray(3, 3 + count))
  const size = (offsets.at(-1) ?? 0) * bands
  if (words.length !== 3 + count + size) return null
  const power = new Float32Array(new SharedArrayBuffer(4 * size))
  power.set(new Float32Array(words.buffer, 4 * (3 + count), size))
  return { id, offsets, power }
}
