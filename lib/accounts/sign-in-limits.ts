import { createHash } from 'node:crypto'

import { lt } from 'drizzle-orm'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

import type { Database } from '#db/client.ts'
import { rateLimits } from '#db/schema/platform.ts'
import { AppError } from '#lib/platform/errors.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { callerNetwork } from '#lib/platform/net/client-address.ts'

/** Wrong passwords in a row before an account is locked. */
export const patience = 5
/** s that the first lock holds; each further wrong password doubles it, up to an hour */
const firstLock = 60
const longestLock = 3_600
/** Attempts of one network in a minute. */
const perNetwork = 20

const lockOf = (failures: number): number =>
  Math.min(longestLock, firstLock * 2 ** Math.max(0, failures - patience))

function limiter(db: Database, keyPrefix: string, points: number, duration: number) {
  const client = withinCtx({ db })
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await client.executeSql(text, values)
    return { rows, rowCount: rows.length }
  }
  return new RateLimiterPostgres({
    storeClient: { query },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  })
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1_000))

/** s to wait when the limiter refuses; null when it does not */
async function refusedFor(attempt: Promise<unknown>): Promise<number | null> {
  try {
    await attempt
    return null
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return secondsOf(refused)
    throw refused
  }
}

const inMinutes = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

/** What people read of a lock of so many seconds. */
export const lockText = (seconds: number): string =>
  `the account is locked for ${inMinutes(seconds)} after too many attempts`

const refuse = (text: string, retryAfter: number): never => {
  throw new AppError('rate_limited', text, { retryAfter })
}

const refuseLocked = (seconds: number): never =>
  refuse(`You cannot sign in now: ${lockText(seconds)}`, seconds)

/** People type passwords where their address belongs: what is kept of it is a hash. */
const keyOf = (email: string) =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url')

/**
 * Counts attempts to sign in, for all processes together and before a password is looked at, so that attempts made at
 * the same time are all counted. An address without an account is counted and locked like one that has one.
 */
export class SignInLimits {
  readonly #db: Database
  readonly #networks: RateLimiterPostgres
  readonly #failures: RateLimiterPostgres
  readonly #locks: RateLimiterPostgres

  constructor(db: Database) {
    this.#db = db
    this.#networks = limiter(db, 'sign-in-network', perNetwork, 60)
    this.#failures = limiter(db, 'sign-in-failures', patience, 86_400)
    this.#locks = limiter(db, 'sign-in-lock', 1, firstLock)
  }

  /**
   * Counts an attempt of the caller's network. An unknown caller has none: one bucket for all of those would let one
   * of them lock the others out. Throws `AppError('rate_limited')`.
   */
  async countCaller(address: string | null): Promise<void> {
    if (address === null) return
    const wait = await refusedFor(this.#networks.consume(callerNetwork(address)))
    if (wait === null) return
    refuse(`Too many attempts to sign in from your network; try again in ${inMinutes(wait)}`, wait)
  }

  /** Throws `AppError('rate_limited')` while the account is locked. */
  async refuseWhileLocked(email: string): Promise<void> {
    const lock = await this.#locks.get(keyOf(email))
    if (lock && lock.consumedPoints > 0) refuseLocked(secondsOf(lock))
  }

  /**
   * Counts an attempt as failed until `clear` says otherwise. From the fifth in a row each locks the account as it
   * begins. Throws `AppError('rate_limited')` when another one has.
   */
  async countAttempt(email: string): Promise<{ failures: number; lockedFor: number | null }> {
    const key = keyOf(email)
    const { consumedPoints: failures } = await this.#failures.penalty(key)
    if (failures < patience) {
      await this.refuseWhileLocked(email)
      return { failures, lockedFor: null }
    }
    const lockedFor = lockOf(failures)
    const lock = this.#locks.consume(key, 1, { customDuration: lockedFor })
    const wait = await refusedFor(lock)
    if (wait === null) return { failures, lockedFor }
    // What is refused without a look at the password makes no later lock longer.
    await this.#failures.reward(key)
    return refuseLocked(wait)
  }

  /**
   * Ends the account's lock and forgets its failures, takes back what `countCaller` counted, and sweeps away what has
   * expired.
   */
  async clear(email: string, address: string | null = null): Promise<void> {
    const key = keyOf(email)
    await this.#failures.delete(key)
    await this.#locks.delete(key)
    if (address !== null) await this.#networks.reward(callerNetwork(address))
    await this.#db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()))
  }
}
