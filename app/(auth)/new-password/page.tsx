import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { AuthCard } from '#app/(auth)/_components/auth-card.tsx'
import { NewPasswordForm } from '#app/(auth)/new-password/_components/new-password-form.client.tsx'
import { nextPath } from '#lib/http/next-path.ts'
import { findIdentity } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'

export const metadata: Metadata = { title: 'Choose a password' }

type NewPasswordPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where whoever got their password from an administrator comes to from every other page. */
export default async function NewPasswordPage({ searchParams }: NewPasswordPageProps) {
  const next = nextPath((await searchParams).next)
  const identity = await findIdentity()
  if (!identity) redirect('/sign-in')
  if (!identity.passwordDue) redirect(next)
  return (
    <AuthCard
      appName={settings().APP_NAME}
      title="Choose a password"
      description={`An administrator set the password of ${identity.email}. Choose one that only you know; nothing else is possible before.`}
    >
      <NewPasswordForm next={next} />
    </AuthCard>
  )
}
