'use client'

import { KeyRound, LogOut } from 'lucide-react'

import { endUserSessionsAction, updateUserAction } from '#app/(dashboard)/settings/users/actions.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { typedOf } from '#components/ui/use-submit.client.ts'
import type { UpdateUserInput, UserView } from '#lib/accounts/schema.ts'

export function UserButtons({ user, self }: { user: UserView; self: boolean }) {
  const update = (input: UpdateUserInput) => updateUserAction({ id: user.id, input })
  return (
    <div className="flex justify-end gap-1">
      {!self && (
        <>
          <EndSessions user={user} />
          <SetPassword user={user} onSave={(password) => update({ password })} />
        </>
      )}
      <ConfirmDialog
        trigger={
          <Button variant="outline" size="sm" disabled={self} className="w-24">
            {user.is_active ? 'Deactivate' : 'Activate'}
          </Button>
        }
        title={`${user.is_active ? 'Deactivate' : 'Activate'} ${user.name}?`}
        description={
          user.is_active
            ? 'They are signed out at once and their API tokens are revoked for good. What they did stays theirs.'
            : 'They can sign in again with the password they had. Sessions and API tokens of before stay ended.'
        }
        confirmLabel={user.is_active ? 'Deactivate' : 'Activate'}
        destructive={user.is_active}
        onConfirm={() => update({ is_active: !user.is_active })}
      />
    </div>
  )
}

function EndSessions({ user }: { user: UserView }) {
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Sign ${user.name} out everywhere`}
          title="Sign out everywhere"
        >
          <LogOut aria-hidden />
        </Button>
      }
      title={`Sign ${user.name} out everywhere?`}
      description="All their sessions end at once. They can sign in again; their API tokens go on working."
      confirmLabel="Sign out everywhere"
      destructive
      onConfirm={() => endUserSessionsAction(user.id)}
      done={(ended) =>
        `${user.name} is signed out of ${ended} ${ended === 1 ? 'session' : 'sessions'}`
      }
    />
  )
}

type SetPasswordProps = {
  user: UserView
  onSave: (password: string) => ReturnType<typeof updateUserAction>
}

function SetPassword({ user, onSave }: SetPasswordProps) {
  const save = async (data: FormData) => {
    const result = await onSave(typedOf(data, 'password'))
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
      description="It ends all their sessions. Tell them the password yourself; they must choose another when they sign in."
      submitLabel="Set password"
      onSubmit={save}
    >
      {(errors) => (
        <Field
          label="New password"
          required
          hint="10 characters or more, and none that is easily guessed."
          error={errors.password}
        >
          {(aria) => <PasswordInput aria={aria} name="password" autoComplete="new-password" />}
        </Field>
      )}
    </FormDialog>
  )
}
