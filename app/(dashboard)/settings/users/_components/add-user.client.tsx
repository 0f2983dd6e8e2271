'use client'

import { UserPlus } from 'lucide-react'

import { createUserAction } from '#app/(dashboard)/settings/users/actions.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { roleLabels } from '#components/layout/types.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { textOf, typedOf } from '#components/ui/use-submit.client.ts'
import { roles } from '#db/enums.ts'

export function AddUser() {
  const save = (data: FormData) =>
    createUserAction({
      name: textOf(data, 'name'),
      email: textOf(data, 'email'),
      role: roles.find((role) => role === data.get('role')) ?? 'viewer',
      password: typedOf(data, 'password'),
    })
  return (
    <FormDialog
      trigger={(open) => (
        <Button aria-haspopup="dialog" onClick={open}>
          <UserPlus aria-hidden /> Add user
        </Button>
      )}
      title="Add user"
      description="Tell them the password yourself; Earshot sends no mail. They must choose another when they first sign in."
      submitLabel="Add user"
      onSubmit={save}
    >
      {(errors) => (
        <>
          <Field label="Name" required error={errors.name}>
            {(aria) => (
              <Input {...aria} name="name" required autoFocus maxLength={200} autoComplete="off" />
            )}
          </Field>
          <Field label="Email" required error={errors.email}>
            {(aria) => <Input {...aria} name="email" type="email" required autoComplete="off" />}
          </Field>
          <Field label="Role" error={errors.role}>
            {(aria) => (
              <Select {...aria} name="role" defaultValue="qa_engineer">
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {roleLabels[role]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Password"
            required
            hint="10 characters or more, and none that is easily guessed."
            error={errors.password}
          >
            {(aria) => <PasswordInput aria={aria} name="password" autoComplete="new-password" />}
          </Field>
        </>
      )}
    </FormDialog>
  )
}
