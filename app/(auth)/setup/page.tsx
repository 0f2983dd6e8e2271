import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'

import { AuthCard } from '#app/(auth)/_components/auth-card.tsx'
import { setUpAction } from '#app/(auth)/actions.ts'
import { SetupForm } from '#app/(auth)/setup/_components/setup-form.client.tsx'
import { needsSetup } from '#lib/accounts/setup.ts'
import { webDatabase } from '#lib/http/database.ts'
import { settings } from '#lib/platform/config/settings.ts'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetupPage() {
  // Asks the database at each request, not once while building.
  await connection()
  if (!(await needsSetup(webDatabase()))) redirect('/sign-in')
  return (
    <AuthCard
      appName={settings().APP_NAME}
      title={`Set up ${settings().APP_NAME}`}
      description="Nobody can sign in yet. Name your organization and its first administrator; everybody else is added in the settings."
    >
      <SetupForm
        action={setUpAction}
        passwordRule="10 characters or more, and none that is easily guessed."
      />
    </AuthCard>
  )
}
