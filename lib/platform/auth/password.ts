import { compare, hash } from 'bcryptjs'
import { z } from 'zod'

import { env } from '#lib/platform/config/env.ts'

/** bcrypt reads 72 bytes and ignores the rest, so a longer password is refused rather than cut. */
export const NewPassword = z
  .string()
  .min(10, 'needs at least 10 characters')
  .refine((text) => Buffer.byteLength(text) <= 72, 'may have at most 72 bytes')

export function hashPassword(password: string): Promise<string> {
  return hash(password, env.PASSWORD_HASH_ROUNDS)
}

let decoy: Promise<string> | undefined

/**
 * Whether `password` belongs to `stored`. Without a stored hash it is compared with a decoy of the
 * same cost, so that the time taken does not tell whether the account exists.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  if (Buffer.byteLength(password) > 72) return false
  decoy ??= hashPassword('nobody has this password')
  const right = await compare(password, stored ?? (await decoy))
  return stored !== null && right
}
