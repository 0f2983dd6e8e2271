import { canonicalJson } from '../canonical-json.ts'
import type { Ctx } from '../context.ts'
import { InvalidError } from '../errors.ts'
import { faultsOf } from '../format/faults.ts'
import { CaseInput } from './schema.ts'

/** True when two definitions say the same, whatever the order of their keys. */
export function sameDefinition(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** Where recordings of an organization are kept in the input bucket. */
export const recordingPrefix = (organizationId: string) => `recordings/${organizationId}/`

function recordingFaults(organizationId: string, definition: CaseInput) {
  const prefix = recordingPrefix(organizationId)
  return definition.turns.flatMap(({ audio }, index) => {
    const keys =
      audio === undefined ? [] : typeof audio === 'string' ? [audio] : Object.values(audio)
    return keys
      .filter((key) => !key.startsWith(prefix))
      .map((key) => ({
        path: `turns[${index}].audio`,
        message: `names ${key}, which is not stored; import the suite together with its recordings`,
      }))
  })
}

/** Parses a case object and checks that its recordings are stored ones of the caller's organization. */
export function parseDefinition(ctx: Ctx, value: unknown): CaseInput {
  const parsed = CaseInput.safeParse(value)
  if (!parsed.success) throw new InvalidError('The case is not valid', faultsOf(parsed.error))
  const faults = recordingFaults(ctx.organizationId, parsed.data)
  if (faults.length > 0) throw new InvalidError('The case names an unknown recording', faults)
  return parsed.data
}
