import { InvalidError } from '#lib/platform/errors.ts'
import type { ByteRange } from '#lib/platform/storage/types.ts'

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/
const MAX_KEY = 200
/** With each `/` written as three characters a key still fits a file name. */
const MAX_SEGMENTS = 10

/** Refuses keys that could leave the bucket or that a store would rewrite. Throws `InvalidError`. */
export function checkKey(key: string): void {
  const segments = key.split('/')
  const fits = key.length <= MAX_KEY && segments.length <= MAX_SEGMENTS
  if (!fits || !segments.every((segment) => SEGMENT.test(segment)))
    throw new InvalidError(`"${key.slice(0, MAX_KEY)}" cannot be a storage key`)
}

/** Refuses ranges that are none. Throws `InvalidError`. */
export function checkRange({ start, end = start }: ByteRange): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end)
  if (!whole || start < 0 || end < start)
    throw new InvalidError(`Bytes ${start} to ${end} are not a range`)
}
