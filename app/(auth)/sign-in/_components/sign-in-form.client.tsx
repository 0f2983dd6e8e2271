'use client'

import { useActionState } from 'react'

import type { FormAction } from '#app/(auth)/_lib/form-state.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

export type SignInFormProps = {
  /** gets `email`, `password` and `next`; redirects when they are right */
  action: FormAction
  /** path to go to afterwards; sent along as `next` */
  next: string
}

export function SignInForm({ action, next }: SignInFormProps) {
  const [state, submit, pending] = useActionState(action, {})
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="next" value={next} />
      <Field label="Email" error={state.faults?.email}>
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={state.values?.email ?? ''}
          />
        )}
      </Field>
      <Field label="Password" error={state.faults?.password}>
        {(aria) => <PasswordInput aria={aria} name="password" autoComplete="current-password" />}
      </Field>
      <FieldError message={state.message} />
      <Button type="submit" className="w-full" disabled={pending}>
        {pending && <Spinner />} Sign in
      </Button>
    </form>
  )
}
