import type {
  ConditionForm,
  ProfileValue,
} from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { schemaFields, type Json } from '#components/settings-form/json-schema.ts'
import { readFields } from '#components/settings-form/read-fields.ts'

type ReadProfile = { value: ProfileValue; errors: Record<string, string> }

const textOf = (data: FormData, name: string) => {
  const value = data.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Fields of noise that its kind has no use for, and a recording that it needs. */
function readNoise(values: Record<string, Json>, errors: Record<string, string>): void {
  if (values['kind'] !== 'babble') {
    delete values['talkers']
    delete errors['settings.noise.talkers']
  }
  if (values['kind'] !== 'recording') delete values['recording']
  else if (values['recording'] === undefined)
    errors['settings.noise.recording'] = 'Choose a recording, or upload one'
}

function readSeed(data: FormData, errors: Record<string, string>): number {
  const seed = Number(textOf(data, 'seed'))
  if (!Number.isInteger(seed) || seed < 0 || seed > 2_147_483_647)
    errors['seed'] = 'Must be a whole number from 0 to 2147483647'
  return seed
}

/** What a form of a profile holds, with faults by field name; conditions that are not in use are left out. */
export function readProfile(
  conditions: readonly ConditionForm[],
  used: ReadonlySet<string>,
  data: FormData,
): ReadProfile {
  const settings: Record<string, Json> = {}
  const errors: Record<string, string> = {}
  for (const { kind, schema } of conditions) {
    if (!used.has(kind)) continue
    const read = readFields(`settings.${kind}`, schemaFields(schema), data)
    if (kind === 'noise') readNoise(read.values, read.errors)
    settings[kind] = read.values
    Object.assign(errors, read.errors)
  }
  const seed = readSeed(data, errors)
  const name = textOf(data, 'name')
  const value = { name, description: textOf(data, 'description'), settings, seed }
  return { value, errors }
}
