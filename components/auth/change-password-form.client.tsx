'use client'

import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { typedOf, useSubmit } from '#components/ui/use-submit.client.ts'
import type { ChangePasswordInput } from '#lib/accounts/schema.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

export type ChangePasswordFormProps = {
  onSave: (input: ChangePasswordInput) => Promise<ActionResult>
  onDone: () => void
  submitLabel: string
}

/** Asks for the password that there is, since whoever sits here may not be its owner. */
export function ChangePasswordForm({ onSave, onDone, submitLabel }: ChangePasswordFormProps) {
  const send = (data: FormData) =>
    onSave({
      current: typedOf(data, 'current'),
      password: typedOf(data, 'password'),
      revoke_tokens: data.has('revoke_tokens'),
    })
  const { form, errors, pending, submit } = useSubmit(send, onDone)
  return (
    <form ref={form} onSubmit={submit} className="grid gap-4">
      <Field label="Current password" error={errors.current}>
        {(aria) => <PasswordInput aria={aria} name="current" autoComplete="current-password" />}
      </Field>
      <Field
        label="New password"
        hint="10 characters or more, and none that is easily guessed."
        error={errors.password}
      >
        {(aria) => <PasswordInput aria={aria} name="password" autoComplete="new-password" />}
      </Field>
      <Field label="Also revoke my API tokens" inline>
        {(aria) => <Checkbox {...aria} name="revoke_tokens" />}
      </Field>
      <FieldError message={errors.root} />
      <Button type="submit" disabled={pending} className="w-fit">
        {pending && <Spinner />} {submitLabel}
      </Button>
    </form>
  )
}
