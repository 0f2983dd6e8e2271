'use client'

import { KeyRound } from 'lucide-react'
import { useTransition } from 'react'

import { updateUserAction } from '#app/(dashboard)/settings/users/actions.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { roleLabels } from '#components/layout/types.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { textOf } from '#components/ui/use-submit.client.ts'
import { roles } from '#db/enums.ts'
import type { UpdateUserInput, UserView } from '#lib/accounts/schema.ts'

/** Saved as soon as it is chosen; refused, it goes back to what it was. */
export function RoleSelect({ user }: { user: UserView }) {
  const [pending, startTransition] = useTransition()
  const change = (value: string) =>
    startTransition(async () => {
      const role = roles.find((one) => one === value)
      if (!role) return
      const result = await updateUserAction({ id: user.id, input: { role } })
      if (result.ok) toast.success(`${user.name} is now ${roleLabels[role].toLowerCase()}`)
      else toast.error(result.message)
    })
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      value={user.role}
      disabled={pending}
      onChange={(event) => change(event.target.value)}
      className="min-w-36"
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {roleLabels[role]}
        </option>
      ))}
    </Select>
  )
}

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
        onConfirm={async () => {
          const result = await update({ is_active: !user.is_active })
          return result.ok ? undefined : result.message
        }}
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
