import { cookies } from 'next/headers'

import {
  issueSession,
  sessionCookieName,
  sessionCookieOptions,
  sessionLife,
} from '#lib/accounts/session-token.ts'

/** Signs the browser of the present request in. Only within a server action or route handler. */
export async function startBrowserSession(userId: string): Promise<void> {
  const value = await issueSession(userId)
  const jar = await cookies()
  jar.set(sessionCookieName, value, { ...sessionCookieOptions, maxAge: sessionLife })
}

export async function endBrowserSession(): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName, '', { ...sessionCookieOptions, maxAge: 0 })
}
