'use client'

import { changePasswordAction } from '#app/(dashboard)/settings/account/actions.ts'
import { ChangePasswordForm } from '#components/auth/change-password-form.client.tsx'
import { toast } from '#components/ui/toast.client.ts'

export function ChangePassword() {
  return (
    <ChangePasswordForm
      onSave={changePasswordAction}
      onDone={() => void toast.success('Your password is changed; other sessions have ended')}
      submitLabel="Change password"
    />
  )
}
