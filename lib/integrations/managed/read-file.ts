import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import { FileVersion } from '#lib/integrations/managed/file-schema.ts'
import {
  readConnections,
  readNotes,
  readRouting,
  readRules,
  readSections,
  type Variables,
} from '#lib/integrations/managed/read-entries.ts'
import type { FilePlan } from '#lib/integrations/managed/types.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'

/** bytes */
const sizeLimit = 1_000_000

const known = [
  '$schema',
  'version',
  'integrations',
  'connections',
  'notification_routing',
  'rules',
  'demo_metadata',
]

function parseObject(text: string): Record<string, unknown> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new InvalidError(`The integrations file is not JSON: ${errorMessage(error)}`)
  }
  const file = z.record(z.string(), z.unknown()).safeParse(raw)
  if (!file.success) throw new InvalidError('The integrations file is not a JSON object')
  const version = FileVersion.safeParse(file.data['version'])
  if (version.success) return file.data
  const message = version.error.issues[0]?.message ?? 'is not known'
  throw new InvalidError('The integrations file has another version', [
    { path: 'version', message },
  ])
}

/**
 * What the text of an integrations file asks for: the format of the replaced system, `connections` and `rules` added.
 * An entry that is wrong is left out, with a fault that names its place; the others are taken. Throws `InvalidError`
 * for a text that is no such file at all.
 */
export function parseIntegrationsFile(text: string, variables?: Variables): FilePlan {
  const file = parseObject(text)
  const unknown = Object.keys(file)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: key, message: `is not known; there is ${known.join(', ')}` }))
  const { routing, faults } = readRouting(file['notification_routing'], variables)
  const sections = readSections(file['integrations'], routing, variables)
  const connections = readConnections(file['connections'], variables)
  const rules = readRules(file['rules'], variables)
  return {
    connections: [...sections.connections, ...connections.connections],
    rules: [...sections.rules, ...rules.rules],
    kinds: [...new Set([...sections.kinds, ...connections.kinds])],
    broken: [...sections.broken, ...connections.broken],
    faults: [
      ...unknown,
      ...readNotes(file['demo_metadata']),
      ...sections.faults,
      ...connections.faults,
      ...faults,
      ...rules.faults,
    ],
  }
}

/** Reads and parses the file at `path`. Throws `InvalidError` as `parseIntegrationsFile` does. */
export async function readIntegrationsFile(path: string): Promise<FilePlan> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new InvalidError(`The integrations file cannot be read: ${errorMessage(error)}`)
  })
  if (bytes.length > sizeLimit)
    throw new InvalidError(`The integrations file is larger than ${sizeLimit} bytes`)
  return parseIntegrationsFile(bytes.toString('utf8'))
}
