import { createAttemptLimiter, type AttemptLimiter } from '#lib/http/attempt-limiter.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { AppError } from '#lib/platform/errors.ts'

const holder = globalThis as typeof globalThis & { earshotSignIns?: AttemptLimiter }
const allows = (holder.earshotSignIns ??= createAttemptLimiter({ burst: 20, perMinute: 20 }))

/** Passwords cost time to check: one address may try only so many. Throws `AppError('rate_limited')`. */
export function limitSignIns(headers: Headers): void {
  if (!allows(clientAddress(headers) ?? 'unknown'))
    throw new AppError('rate_limited', 'Too many attempts to sign in; wait a minute')
}
