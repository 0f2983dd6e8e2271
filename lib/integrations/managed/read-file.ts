import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import { IntegrationsFile } from '#lib/integrations/managed/file-schema.ts'
import { planOfFile } from '#lib/integrations/managed/plan-of-file.ts'
import type { ManagedPlan } from '#lib/integrations/managed/types.ts'
import { resolvePlaceholders } from '#lib/platform/config/placeholders.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** bytes */
const sizeLimit = 1_000_000

type Environment = Readonly<Record<string, string | undefined>>

const Section = z.looseObject({ enabled: z.boolean().default(false) })

/** A switched-off section may name variables that nobody has set: they are not looked up. */
function withoutSwitchedOff(raw: unknown): unknown {
  const file = z.looseObject({ integrations: z.record(z.string(), z.unknown()) }).safeParse(raw)
  if (!file.success) return raw
  const on = Object.entries(file.data.integrations).filter(
    ([, section]) => Section.safeParse(section).data?.enabled ?? true,
  )
  return { ...file.data, integrations: Object.fromEntries(on) }
}

/** What the text of an integrations file asks for. Throws `InvalidError` that names every fault and its place. */
export function parseIntegrationsFile(text: string, environment?: Environment): ManagedPlan {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new InvalidError(`The integrations file is not JSON: ${errorMessage(error)}`)
  }
  const { value, faults } = resolvePlaceholders(withoutSwitchedOff(raw), environment)
  if (faults.length > 0)
    throw new InvalidError('The integrations file names variables that are not set', faults)
  const parsed = IntegrationsFile.safeParse(value)
  if (!parsed.success)
    throw new InvalidError('The integrations file is not valid', faultsOf(parsed.error))
  return planOfFile(parsed.data)
}

/** Reads and parses the file at `path`. Throws `InvalidError` as `parseIntegrationsFile` does. */
export async function readIntegrationsFile(path: string): Promise<ManagedPlan> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new InvalidError(`The integrations file cannot be read: ${errorMessage(error)}`)
  })
  if (bytes.length > sizeLimit)
    throw new InvalidError(`The integrations file is larger than ${sizeLimit} bytes`)
  return parseIntegrationsFile(bytes.toString('utf8'))
}
