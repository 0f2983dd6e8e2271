import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'

import type { Identity } from '../auth/identity.ts'
import { identifySession, sessionCookieName } from '../auth/session-token.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { ctxOf } from './authenticate.ts'
import { webDatabase } from './database.ts'

/** Whoever is signed in on this page; null when nobody is. */
export async function findIdentity(): Promise<Identity | null> {
  const session = (await cookies()).get(sessionCookieName)?.value
  if (session === undefined) return null
  try {
    return await identifySession(webDatabase(), session)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

/** The context of a page: whoever is not signed in goes to the sign-in page instead. */
export async function requestCtx(): Promise<Ctx> {
  const identity = await findIdentity()
  if (!identity) redirect('/sign-in')
  return ctxOf(webDatabase(), identity, crypto.randomUUID())
}
