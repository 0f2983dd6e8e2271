'use client'

import { choosePasswordAction } from '#app/(auth)/new-password/actions.ts'
import { ChangePasswordForm } from '#components/auth/change-password-form.client.tsx'

/** `next`: path to go to afterwards. */
export function NewPasswordForm({ next }: { next: string }) {
  return (
    <ChangePasswordForm
      onSave={choosePasswordAction}
      onDone={() => window.location.assign(next)}
      submitLabel="Set password and continue"
    />
  )
}
