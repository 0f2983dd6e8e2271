import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import { Refusal } from '#simulator/protocol/refusal.ts'
import type { RequestInfo } from '#simulator/protocol/request-info.ts'
import { verify } from '#simulator/protocol/signature.ts'

export type Credentials = { clientId: string; key: KeyObject; clockSkewSeconds: number }
export type Caller = { userId: string; requestId: string; timeStamp: number }

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/**
 * Verifies `Hound-Request-Authentication` and `Hound-Client-Authentication`.
 * Throws `Refusal` 401 for headers that are missing or malformed and 403 for wrong ones.
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  { clientId, key, clockSkewSeconds }: Credentials,
  nowMs: number,
): Caller {
  const request = one(headers['hound-request-authentication'])
  const client = one(headers['hound-client-authentication'])
  if (request === undefined || client === undefined)
    throw new Refusal(401, 'Unauthorized: the Hound authentication headers are missing')
  const [userId, requestId, ...more] = request.split(';')
  const [givenId, timeStamp, signature, ...rest] = client.split(';')
  if (!userId || !requestId || more.length > 0)
    throw new Refusal(401, 'Unauthorized: Hound-Request-Authentication is not UserID;RequestID')
  if (!givenId || !signature || rest.length > 0 || !/^\d{1,12}$/.test(timeStamp ?? ''))
    throw new Refusal(
      401,
      'Unauthorized: Hound-Client-Authentication is not ClientID;TimeStamp;signature',
    )
  if (givenId !== clientId) throw new Refusal(403, 'Forbidden: unknown ClientID')
  if (!verify(key, `${request}${timeStamp}`, signature))
    throw new Refusal(403, 'Forbidden: the signature does not match')
  const seconds = Number(timeStamp)
  if (clockSkewSeconds > 0 && Math.abs(nowMs / 1_000 - seconds) > clockSkewSeconds)
    throw new Refusal(403, `Forbidden: TimeStamp is more than ${clockSkewSeconds} s off`)
  return { userId, requestId, timeStamp: seconds }
}

/** RequestInfo may repeat the signed ids or leave them out; it must not contradict them. */
export function checkIdentity(info: RequestInfo, caller: Caller, clientId: string): void {
  const pairs = [
    ['ClientID', info.ClientID, clientId],
    ['UserID', info.UserID, caller.userId],
    ['RequestID', info.RequestID, caller.requestId],
    ['TimeStamp', info.TimeStamp, caller.timeStamp],
  ] as const
  for (const [name, given, signed] of pairs)
    if (given !== undefined && given !== signed)
      throw new Refusal(403, `Forbidden: RequestInfo.${name} differs from the signed one`)
}
