'use client'

import { KeyRound } from 'lucide-react'

import { updateUserAction } from '#app/(dashboard)/settings/users/actions.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { textOf } from '#components/ui/use-submit.client.ts'
import type { UpdateUserInput, UserView } from '#lib/accounts/schema.ts'

export function UserButtons({ user, self }: { user: UserView; self: boolean }) {
  const update = (input: UpdateUserInput) => updateUserAction({ id: user.id, input })
  return (
    <div className="flex justify-end gap-1">
      <SetPassword user={user} onSave={(password) => update({ password })} />
      <ConfirmDialog
        trigger={
          <Button variant="outline" size="sm" disabled={self} className="w-24">
            {user.is_active ? 'Deactivate' : 'Activate'}
          </Button>
        }
        title={`${user.is_active ? 'Deactivate' : 'Activate'} ${user.name}?`}
        description={
          user.is_active
            ? 'They are signed out at once and their API tokens stop working. What they did stays theirs.'
            : 'They can sign in again with the password they had.'
        }
        confirmLabel={user.is_active ? 'Deactivate' : 'Activate'}
        destructive={user.is_active}
        onConfirm={() => update({ is_active: !user.is_active })}
      />
    </div>
  )
}

type SetPasswordProps = {
  user: UserView
  onSave: (password: string) => ReturnType<typeof updateUserAction>
}

function SetPassword({ user, onSave }: SetPasswordProps) {
  const save = async (data: FormData) => {
    const result = await onSave(textOf(data, 'password'))
    if (result.ok) toast.success(`${user.name} has a new password`)
    return result
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Set password of ${user.name}`}
          title="Set password"
          aria-haspopup="dialog"
          onClick={open}
        >
          <KeyRound aria-hidden />
        </Button>
      )}
      title={`Set password of ${user.name}`}
      description="It ends all their sessions. Tell them the password yourself."
      submitLabel="Set password"
      onSubmit={save}
    >
      {(errors) => (
        <Field label="New password" required hint="10 characters or more." error={errors.password}>
          {(aria) => <PasswordInput aria={aria} name="password" autoComplete="new-password" />}
        </Field>
      )}
    </FormDialog>
  )
}
