import { createSign, hash } from 'node:crypto'

import { z } from 'zod'

import type { ServiceAccount } from '#lib/engines/connectors/dialogflow-cx/settings.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { type Guard, portOf } from '#lib/platform/net/guard.ts'
import { request } from '#lib/platform/net/http.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** Scope of the API (Dialogflow API, "Authorization scopes"). */
const scope = 'https://www.googleapis.com/auth/dialogflow'
/** s that a signed request for a token is good for, and that Google allows at most. */
const lifetime = 3_600
/** A token this close to its end is not used any more. */
const marginMs = 60_000

type Token = { value: string; endsAt: number }

const Granted = z.object({
  access_token: z.string().min(1).max(16_384),
  expires_in: z.number().min(1).max(86_400),
})
const Refused = z.object({ error: z.string(), error_description: z.string().optional() })

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT that asks for a token (RFC 7523; Google Identity, "Using OAuth 2.0 for Server to Server Applications"). */
function assertion(account: ServiceAccount, nowS: number, peer: string): string {
  const { client_email: iss, token_uri: aud, private_key_id: kid } = account
  const head = part({ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) })
  const claims = part({ iss, scope, aud, iat: nowS, exp: nowS + lifetime })
  try {
    const signature = createSign('RSA-SHA256').update(`${head}.${claims}`).sign(account.private_key)
    return `${head}.${claims}.${signature.toString('base64url')}`
  } catch (error) {
    // What OpenSSL says of a key it cannot read is of no use, and could show a part of it.
    const detail = 'the private key of the service account cannot be read'
    throw new NetworkError({ fault: 'configuration', detail, peer, retryable: false, cause: error })
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

async function fetchToken(account: ServiceAccount, guard: Guard): Promise<Token> {
  const url = guard.assertAllowedUrl(account.token_uri)
  const peer = `${url.hostname}:${portOf(url)}`
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertion(account, Math.floor(Date.now() / 1_000), peer),
  })
  const { status, headers, body } = await request({
    ...{ method: 'POST', url, guard, body: form.toString() },
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    limits: { maxBytes: 100_000 },
  })
  const json = readJson(body)
  if (status < 200 || status >= 300) {
    const said = Refused.safeParse(json)
    const text = said.success
      ? `${said.data.error} ${said.data.error_description ?? ''}`
      : body.toString()
    const wait = parseRetryAfter(headers['retry-after'], Date.now())
    const fault = statusFault(peer, status, excerpt(text), wait)
    if (status !== 400) throw fault
    // invalid_grant and its kin: RFC 6749 answers a refused credential with 400.
    const detail = `no access token: ${fault.detail}`
    throw new NetworkError({ fault: 'authentication', detail, peer, status, retryable: false })
  }
  const granted = Granted.safeParse(json)
  if (!granted.success) throw protocolFault(peer, 'the answer holds no access token', status)
  const { access_token: value, expires_in } = granted.data
  return { value, endsAt: performance.now() + expires_in * 1_000 }
}

const kept = new WeakMap<Guard, Map<string, Promise<Token>>>()
const maxKept = 256

/**
 * An access token for `account`, shared by all calls with this key until a minute before its end. The address to ask
 * is part of the key, so a person's word: it is reached through `guard` like any other. Throws NetFault.
 */
export async function accessToken(account: ServiceAccount, guard: Guard): Promise<string> {
  const tokens = kept.get(guard) ?? new Map<string, Promise<Token>>()
  kept.set(guard, tokens)
  const key = hash('sha256', JSON.stringify(account))
  const known = await tokens.get(key)
  if (known && known.endsAt - marginMs > performance.now()) return known.value
  if (tokens.size >= maxKept) tokens.clear()
  const token = fetchToken(account, guard)
  tokens.set(key, token)
  // A failure is nobody else's answer.
  token.catch(() => tokens.delete(key))
  return (await token).value
}

/** The API refused the token: the next call asks for another. */
export function forgetToken(account: ServiceAccount, guard: Guard): void {
  kept.get(guard)?.delete(hash('sha256', JSON.stringify(account)))
}
