import { createHash } from 'node:crypto'

import { lt, or, sql } from 'drizzle-orm'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

import type { Database } from '#db/client.ts'
import { rateLimits } from '#db/schema/platform.ts'
import { AppError } from '#lib/platform/errors.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'

/** Wrong passwords in a row that one network may try on an account before it is locked out of it. */
const patience = 5
/** s that the first lock holds; each further wrong password doubles it, up to an hour */
const firstLock = 60
const longestLock = 3_600
/** Attempts of one network in a minute and an hour, on whatever accounts. */
const perNetwork = { minute: 20, hour: 200 }
/** Attempts on one account in an hour, from all browsers together that it has not signed in with before. */
const byStrangers = 50

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
  `from your network this account is locked for ${inMinutes(seconds)} after too many attempts`

const refuse = (text: string, retryAfter: number): never => {
  throw new AppError('rate_limited', text, { retryAfter })
}

const refuseLocked = (seconds: number): never =>
  refuse(`You cannot sign in now: ${lockText(seconds)}`, seconds)

/** People type passwords where their address belongs: what is kept of it is a hash. */
const hashOf = (email: string) =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url')

/** Whoever was admitted, and under which names their attempts are counted. */
export type Caller = {
  network: string | null
  /** hash of the account's e-mail address */
  account: string
  /** the account's own browser, which has a count of its own; null for everybody else */
  device: string | null
}

export type Attempt = {
  failures: number
  /** the failure by which the caller is locked out */
  locksAt: number
  /** s; null when this attempt locks nothing */
  lockedFor: number | null
}

const pairOf = ({ account, network }: Caller) => `${account}:${network ?? 'unknown'}`

/**
 * Counts attempts to sign in, for all processes together and before a password is looked at, so that attempts made at
 * the same time are all counted. Wrong passwords lock whoever tries them out, not the account's owner: they are counted
 * by account and network, and a browser that has signed in to the account before by itself. An address without an
 * account is counted and locked like one that has one.
 */
export class SignInLimits {
  readonly #db: Database
  readonly #minute: RateLimiterPostgres
  readonly #hour: RateLimiterPostgres
  readonly #strangers: RateLimiterPostgres
  readonly #failures: RateLimiterPostgres
  readonly #locks: RateLimiterPostgres

  constructor(db: Database) {
    this.#db = db
    this.#minute = limiter(db, 'sign-in-network', perNetwork.minute, 60)
    this.#hour = limiter(db, 'sign-in-network-hour', perNetwork.hour, 3_600)
    this.#strangers = limiter(db, 'sign-in-strangers', byStrangers, 3_600)
    this.#failures = limiter(db, 'sign-in-failures', patience, 86_400)
    this.#locks = limiter(db, 'sign-in-lock', 1, firstLock)
  }

  /**
   * Whether somebody may try a password now. The account's own browser may whatever others do, until it has been wrong
   * too often itself. Throws `AppError('rate_limited')`.
   */
  async admit(from: {
    email: string
    network: string | null
    device: string | null
  }): Promise<Caller> {
    const caller = { account: hashOf(from.email), network: from.network, device: from.device }
    if (caller.device !== null && !(await this.#isWornOut(caller.device))) return caller
    const stranger = { ...caller, device: null }
    await this.#countNetwork(stranger)
    const lock = await this.#locks.get(pairOf(stranger))
    if (lock && lock.consumedPoints > 0) refuseLocked(secondsOf(lock))
    return stranger
  }

  /**
   * Counts an attempt as failed until `clear` says otherwise. From the fifth in a row each locks the caller out as it
   * begins. Throws `AppError('rate_limited')` when another one has.
   */
  async countAttempt(caller: Caller): Promise<Attempt> {
    if (caller.device !== null) {
      const { consumedPoints: failures } = await this.#failures.penalty(`device:${caller.device}`)
      if (failures > patience) refuseLocked(firstLock)
      return { failures, locksAt: patience, lockedFor: null }
    }
    const attempt = await this.#countPair(pairOf(caller))
    await this.#countStranger(caller)
    return attempt
  }

  /** Forgets what was counted of a caller whose password was right, and sweeps away what has expired. */
  async clear(caller: Caller): Promise<void> {
    const { account, network, device } = caller
    if (device === null) {
      await this.#failures.delete(pairOf(caller))
      await this.#locks.delete(pairOf(caller))
      await this.#strangers.reward(account)
    } else await this.#failures.delete(`device:${device}`)
    if (network !== null && device === null) {
      await this.#minute.reward(network)
      await this.#hour.reward(network)
    }
    await this.#db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()))
  }

  /** Ends all locks of an account, for everybody. */
  async unlock(email: string): Promise<void> {
    const account = hashOf(email)
    const begins = (prefix: string) => sql`starts_with(${rateLimits.key}, ${prefix + account})`
    await this.#db
      .delete(rateLimits)
      .where(or(begins('sign-in-failures:'), begins('sign-in-lock:'), begins('sign-in-strangers:')))
  }

  async #isWornOut(device: string): Promise<boolean> {
    const counted = await this.#failures.get(`device:${device}`)
    return counted !== null && counted.consumedPoints >= patience
  }

  async #countNetwork({ network }: Caller): Promise<void> {
    if (network === null) return
    const wait =
      (await refusedFor(this.#minute.consume(network))) ??
      (await refusedFor(this.#hour.consume(network)))
    if (wait === null) return
    refuse(`Too many attempts to sign in from your network; try again in ${inMinutes(wait)}`, wait)
  }

  async #countStranger({ account }: Caller): Promise<void> {
    const wait = await refusedFor(this.#strangers.consume(account))
    if (wait === null) return
    refuse(
      `Too many attempts to sign in to this account; use a browser that has signed in before, or try again in ${inMinutes(wait)}`,
      wait,
    )
  }

  async #countPair(key: string): Promise<Attempt> {
    const { consumedPoints: failures } = await this.#failures.penalty(key)
    const counted = { failures, locksAt: patience }
    if (failures < patience) {
      const lock = await this.#locks.get(key)
      if (lock && lock.consumedPoints > 0) refuseLocked(secondsOf(lock))
      return { ...counted, lockedFor: null }
    }
    const lockedFor = lockOf(failures)
    const wait = await refusedFor(this.#locks.consume(key, 1, { customDuration: lockedFor }))
    if (wait === null) return { ...counted, lockedFor }
    // What is refused without a look at the password makes no later lock longer.
    await this.#failures.reward(key)
    return refuseLocked(wait)
  }
}
