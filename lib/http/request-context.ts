import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'

import type { Identity } from '#lib/accounts/identity.ts'
import { hasSession, identifyCookies } from '#lib/accounts/session-token.ts'
import { ctxOf } from '#lib/http/authenticate.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { webDatabase } from '#lib/http/database.ts'
import { noteSession } from '#lib/http/page-limit.ts'
import { nextPath, pathHeader } from '#lib/http/next-path.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Whoever is signed in on this page; null when nobody is. Looked up once for each request. */
export const findIdentity = cache(async (): Promise<Identity | null> => {
  const jar = (await cookies()).getAll()
  const given = Object.fromEntries(jar.map(({ name, value }) => [name, value]))
  if (!hasSession(given)) return null
  try {
    const identity = await identifyCookies(webDatabase(), given, clientAddress(await headers()))
    const { id, organizationId } = identity
    noteSession(given, { by: 'user', id, organizationId })
    return identity
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
})

/** A page that comes back to the page of the present request. */
async function pathBefore(page: string): Promise<string> {
  const path = nextPath((await headers()).get(pathHeader))
  return path === '/' ? page : `${page}?${new URLSearchParams({ next: path })}`
}

/**
 * The person that a page is for: whoever is not signed in goes to the sign-in page instead, and comes back; so does whoever has
 * to choose a password of their own first.
 * Layouts, pages and their metadata share one for each request.
 */
export const requestIdentity = cache(async (): Promise<Identity> => {
  const identity = await findIdentity()
  if (!identity) redirect(await pathBefore('/sign-in'))
  if (identity.passwordDue) redirect(await pathBefore('/new-password'))
  return identity
})

/** The context of a page. */
export const requestCtx = cache(async (): Promise<Ctx> =>
  ctxOf(webDatabase(), await requestIdentity(), crypto.randomUUID()),
)
