import * as argon2 from '@node-rs/argon2'
import * as bcrypt from '@node-rs/bcrypt'
import { z } from 'zod'

import { inHashQueue } from '#lib/platform/auth/hash-queue.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** bytes; what bcrypt reads of a password, so that each means the same to hashes of either kind */
const longest = 72

/** One text for what looks the same: keyboards write an accented letter as one character or as two (Unicode NFC). */
export const NewPassword = z
  .string()
  .overwrite((text) => text.normalize('NFC'))
  .min(10, 'needs at least 10 characters')
  .refine((text) => Buffer.byteLength(text) <= longest, `may have at most ${longest} bytes`)

/** KiB and passes of argon2id that OWASP's Password Storage Cheat Sheet asks for at least; they are round 12. */
const base = { round: 12, memoryCost: 19_456, timeCost: 2 }

/** Each round doubles the work: below 12 by less memory (down to 76 KiB), above by more passes. */
function cost(): { memoryCost: number; timeCost: number } {
  const rounds = settings().PASSWORD_HASH_ROUNDS - base.round
  return {
    memoryCost: base.memoryCost * 2 ** Math.min(0, rounds),
    timeCost: base.timeCost * 2 ** Math.max(0, rounds),
  }
}

const isBcrypt = (stored: string) => /^\$2[abxy]\$/.test(stored)

/** True for a hash that costs an attacker less than those made today. */
function isOutdated(stored: string): boolean {
  if (isBcrypt(stored)) return true
  const { memoryCost, timeCost } = argon2.parseOptions(stored)
  const today = cost()
  return memoryCost * timeCost < today.memoryCost * today.timeCost
}

// Both packages compute in the thread pool of Node.js: the event loop goes on meanwhile.
const hash = (password: string) => argon2.hash(password.normalize('NFC'), cost())

let decoy: Promise<string> | undefined

/**
 * Whether `password` belongs to `stored`. Without a stored hash it is compared with a decoy of the
 * same cost, so that the time taken does not tell whether the account exists.
 */
async function verify(password: string, stored: string | null): Promise<boolean> {
  if (Buffer.byteLength(password) > longest) return false
  decoy ??= hash('is not valid')
  const known = stored ?? (await decoy)
  const is = (text: string) =>
    isBcrypt(known) ? bcrypt.verify(text, known) : argon2.verify(known, text)
  const composed = password.normalize('NFC')
  // Versions before hashed what was typed as it came.
  const right = (await is(composed)) || (composed !== password && (await is(password)))
  return stored !== null && right
}

const hasher = { hash, verify, isOutdated }
export type Hasher = typeof hasher

/**
 * Does `work` that hashes when its turn has come: of a process two such works go on at a time. Throws
 * `AppError('unavailable')` when too many wait already.
 */
export const withHasher = <T>(work: (hasher: Hasher) => Promise<T>): Promise<T> =>
  inHashQueue(() => work(hasher))

/** argon2id, with its parameters and salt in the text (PHC string). */
export const hashPassword = (password: string): Promise<string> => withHasher(() => hash(password))

export const verifyPassword = (password: string, stored: string | null): Promise<boolean> =>
  withHasher(() => verify(password, stored))
