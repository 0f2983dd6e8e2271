'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'

import { sessionCookieName } from '#lib/auth/session-token.ts'

export async function signOutAction(): Promise<void> {
  ;(await cookies()).delete(sessionCookieName)
  redirect('/sign-in')
}
