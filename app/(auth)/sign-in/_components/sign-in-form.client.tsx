'use client'

import { useActionState } from 'react'

import type { FormState } from '#app/(auth)/_lib/form-state.ts'
import { signInWithPassword } from '#app/(auth)/_lib/sign-in-with-password.client.ts'
import { textOf } from '#app/(auth)/_lib/text-of.ts'
import { PasswordInput } from '#components/auth/password-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

export type SignInFormProps = {
  /** path to go to afterwards */
  next: string
  /** what went wrong on the way here */
  failed?: string | undefined
}

export function SignInForm({ next, failed }: SignInFormProps) {
  const enter = async (_state: FormState, data: FormData): Promise<FormState> => {
    const email = textOf(data, 'email')
    const message = await signInWithPassword(email, textOf(data, 'password'))
    if (message !== null) return { message, values: { email } }
    // Loaded anew, so that nothing shown to whoever was signed in before is left.
    window.location.assign(next)
    return { values: { email } }
  }
  const [state, submit, pending] = useActionState(enter, failed ? { message: failed } : {})
  return (
    <form action={submit} className="space-y-4">
      <Field label="Email">
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
      <Field label="Password">
        {(aria) => <PasswordInput aria={aria} name="password" autoComplete="current-password" />}
      </Field>
      <FieldError message={state.message} />
      <Button type="submit" className="w-full" disabled={pending}>
        {pending && <Spinner />} Sign in
      </Button>
    </form>
  )
}
