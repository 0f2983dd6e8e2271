import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { AuthCard } from '#app/(auth)/_components/auth-card.tsx'
import { signInAction } from '#app/(auth)/actions.ts'
import { SignInForm } from '#app/(auth)/sign-in/_components/sign-in-form.client.tsx'
import { needsSetup } from '#lib/accounts/setup.ts'
import { webDatabase } from '#lib/http/database.ts'
import { nextPath } from '#lib/http/next-path.ts'
import { findIdentity } from '#lib/http/request-context.ts'
import { env } from '#lib/platform/config/env.ts'

export const metadata: Metadata = { title: 'Sign in' }

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = nextPath((await searchParams).next)
  if (await findIdentity()) redirect(next)
  if (await needsSetup(webDatabase())) redirect('/setup')
  return (
    <AuthCard
      appName={env.APP_NAME}
      title="Sign in"
      footer="No account, or the password is lost? An administrator of your organization can help."
    >
      <SignInForm action={signInAction} next={next} />
    </AuthCard>
  )
}
