import type { z } from 'zod'

import { definitions } from '#lib/platform/config/definitions.ts'
import { developmentSecret } from '#lib/platform/config/settings/development-secret.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

type Settings = typeof definitions
export type Environment = { readonly [K in keyof Settings]: z.output<Settings[K]['schema']> }

const names = Object.keys(definitions) as (keyof Settings)[]

function productionFaults(values: Environment): string[] {
  if (values.ENVIRONMENT !== 'production') return []
  const faults: string[] = []
  for (const name of ['JWT_SECRET_KEY', 'SECRETS_KEY'] as const) {
    const value = values[name]
    if (value === developmentSecret) faults.push(`${name}: must be set in production`)
    else if (value.length < 32) faults.push(`${name}: needs at least 32 characters in production`)
    else if (new Set(value).size < 8) faults.push(`${name}: is too easy to guess`)
  }
  if (values.PASSWORD_HASH_ROUNDS < 12)
    faults.push('PASSWORD_HASH_ROUNDS: must be at least 12 in production')
  return faults
}

function storageFaults(values: Environment): string[] {
  if (values.STORAGE_DRIVER !== 's3') return []
  return (['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: is required when STORAGE_DRIVER=s3`)
}

const speechFaults = (values: Environment): string[] =>
  values.TTS_ENGINE === 'piper' && values.TTS_PIPER_URL === undefined
    ? ['TTS_PIPER_URL: is required when TTS_ENGINE=piper']
    : []

/**
 * Parses all settings. An empty string counts as unset.
 * Throws one Error whose message lists every fault, one a line; secrets are never quoted.
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const faults: string[] = []
  const entries = names.map((name) => {
    const raw = source[name] === '' ? undefined : source[name]
    const result = (definitions[name].schema as z.ZodType).safeParse(raw)
    if (!result.success)
      faults.push(
        ...faultsOf(result.error).map(
          ({ path, message }) => `${name}: ${`${path} ${message}`.trim()}`,
        ),
      )
    return [name, result.data]
  })
  const values = Object.freeze(Object.fromEntries(entries)) as Environment
  if (faults.length === 0)
    faults.push(...productionFaults(values), ...storageFaults(values), ...speechFaults(values))
  if (values.MIN_WORKERS > values.MAX_WORKERS)
    faults.push('MIN_WORKERS: must not be greater than MAX_WORKERS')
  if (faults.length > 0)
    throw new Error(`Invalid settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return values
}
