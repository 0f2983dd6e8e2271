import { InvalidError } from '#lib/platform/errors.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

/** Commas and brackets at most, those in texts included: parsing takes memory for each. */
const partLimit = 2_000_000
const separators = new Set([...'[{,'].map((one) => one.charCodeAt(0)))

function hasTooManyParts(bytes: Uint8Array): boolean {
  if (bytes.byteLength <= partLimit) return false
  let parts = 0
  for (const byte of bytes) if (separators.has(byte) && ++parts > partLimit) return true
  return false
}

/**
 * The value of JSON from outside, in UTF-8. Throws `InvalidError` for what is no JSON, is too deep or has too many parts, and
 * for texts that cannot be kept, by their place. At once, in this thread.
 */
export function readJson(bytes: Uint8Array): unknown {
  if (hasTooManyParts(bytes)) throw new InvalidError(`The body has more than ${partLimit} parts`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new InvalidError(
      `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    )
  }
  const faults = foreignFaults(value)
  const [first] = faults
  if (!first) return value
  throw first.path === ''
    ? new InvalidError(`The body ${first.message}`, faults)
    : new InvalidError('The body is not valid', faults)
}
