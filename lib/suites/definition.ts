import type { z } from 'zod'

import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import { CaseInput, UpdateCaseInput } from '#lib/suites/schema.ts'

/** True when two definitions say the same, whatever the order of their keys. */
export function sameDefinition(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** Storage key of a recording: named by the hash of its bytes, so knowing the key is having had the recording. */
export const isRecordingKey = (name: string) => /^recording\/\d+-[0-9a-f]{64}\.wav$/.test(name)

function recordingFaults({ turns }: CaseInput) {
  return turns.flatMap(({ audio }, index) => {
    const names =
      audio === undefined ? [] : typeof audio === 'string' ? [audio] : Object.values(audio)
    return names
      .filter((name) => !isRecordingKey(name))
      .map((name) => ({
        path: `turns[${index}].audio`,
        message: `names ${name}, which is not stored; import the suite together with its recordings`,
      }))
  })
}

const Patch = UpdateCaseInput.pick({ base_version: true }).loose()

/**
 * Which parts of a case are replaced, and in which version. The parts are not checked: `parseDefinition` checks the case
 * that they make, so that a large one is parsed once. Throws `InvalidError`.
 */
export function parsePatch(value: UpdateCaseInput): z.output<typeof Patch> {
  const parsed = Patch.safeParse(value)
  if (!parsed.success) throw new InvalidError('The case is not valid', faultsOf(parsed.error))
  return parsed.data
}

/** Parses a case object whose recordings are stored ones. Throws `InvalidError` naming each field. */
export function parseDefinition(value: unknown): CaseInput {
  const parsed = CaseInput.safeParse(value)
  if (!parsed.success) throw new InvalidError('The case is not valid', faultsOf(parsed.error))
  const faults = recordingFaults(parsed.data)
  if (faults.length > 0) throw new InvalidError('The case names an unknown recording', faults)
  // What holds anyway is not written down: a case that says it equals one that does not.
  const { stop_on_failure, mocks, ...definition } = parsed.data
  return {
    ...definition,
    ...(stop_on_failure && { stop_on_failure }),
    ...(mocks !== undefined && mocks.length > 0 && { mocks }),
  }
}
