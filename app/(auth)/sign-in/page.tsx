import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { AuthCard } from '#app/(auth)/_components/auth-card.tsx'
import { SignInForm } from '#app/(auth)/sign-in/_components/sign-in-form.client.tsx'
import { needsSetup } from '#lib/accounts/setup.ts'
import { webDatabase } from '#lib/http/database.ts'
import { nextPath } from '#lib/http/next-path.ts'
import { findIdentity } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'

export const metadata: Metadata = { title: 'Sign in' }

/** Words that NextAuth, or a provider of it, brings along in the address; ours are not among them. */
const errors = new Map([
  ['AccessDenied', 'This account may not sign in here'],
  ['SessionRequired', 'Sign in to see this page'],
])

function failureOf(error: string | string[] | undefined): string | undefined {
  if (typeof error !== 'string') return undefined
  return errors.get(error) ?? 'The sign-in did not work; try again'
}

/** NextAuth names an address, our own pages a path. */
function wantedPath({ next, callbackUrl }: Record<string, unknown>): string {
  if (next !== undefined) return nextPath(next)
  if (typeof callbackUrl !== 'string' || !URL.canParse(callbackUrl)) return nextPath(callbackUrl)
  const { pathname, search } = new URL(callbackUrl)
  return nextPath(`${pathname}${search}`)
}

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams
  const next = wantedPath(query)
  if (await findIdentity()) redirect(next)
  if (await needsSetup(webDatabase())) redirect('/setup')
  return (
    <AuthCard
      appName={settings().APP_NAME}
      title="Sign in"
      footer="No account, or the password is lost? An administrator of your organization can help."
    >
      <SignInForm next={next} failed={failureOf(query.error)} />
    </AuthCard>
  )
}
