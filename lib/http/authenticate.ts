import type { Database } from '#db/client.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { hasSession, identifyCookies } from '#lib/accounts/session-token.ts'
import { verifyBearer } from '#lib/accounts/verify-bearer.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { cookiesOf } from '#lib/http/cookies.ts'
import type { Actor, Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A cookie is sent by the browser whoever caused the request, so a change by cookie must come from our own pages:
 * browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
 */
function fromOwnPages(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  return new URL(origin).host === request.headers.get('host')
}

async function identifyRequest(db: Database, request: Request): Promise<Identity> {
  const address = clientAddress(request.headers)
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1]
    if (token) return verifyBearer(db, token, address)
    throw new AppError('unauthenticated', 'The Authorization header must be: Bearer <token>')
  }
  const cookies = cookiesOf(request)
  if (!hasSession(cookies))
    throw new AppError('unauthenticated', 'Send an access token or API token as a bearer token')
  if (!safe.has(request.method) && !fromOwnPages(request))
    throw new AppError('forbidden', 'A change by cookie must come from a page of this server')
  return identifyCookies(db, cookies, address)
}

/** Throws `AppError('forbidden')` while the password is one that an administrator set. */
export function refusePasswordDue({ passwordDue }: Identity): void {
  if (passwordDue)
    throw new AppError(
      'forbidden',
      'An administrator set your password: choose one of your own first, on the page /new-password or by POST /api/v1/me/password',
    )
}

/**
 * Who is asking: a bearer token, else the session cookie. Throws `AppError('unauthenticated')`, and
 * `AppError('forbidden')` for whoever must change their password first, unless `withPasswordDue`.
 */
export async function authenticate(
  db: Database,
  request: Request,
  { withPasswordDue = false } = {},
): Promise<Identity> {
  const identity = await identifyRequest(db, request)
  if (!withPasswordDue) refusePasswordDue(identity)
  return identity
}

export function ctxOf(db: Database, identity: Identity, requestId: string): Ctx {
  const { id, name, role, organizationId, token, sessionId } = identity
  const person = { id, name, role }
  const actor: Actor = token
    ? { kind: 'api_token', ...person, token }
    : { kind: 'user', ...person, sessionId }
  return { actor, organizationId, db, requestId }
}
