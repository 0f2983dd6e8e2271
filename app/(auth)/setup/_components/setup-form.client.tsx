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

export type SetupFormProps = {
  /** gets `organization`, `name`, `email` and `password` */
  action: (data: FormData) => Promise<FormState>
  /** what a password must be, in words */
  passwordRule: string
}

export function SetupForm({ action, passwordRule }: SetupFormProps) {
  const setUp = async (_state: FormState, data: FormData): Promise<FormState> => {
    const answer = await action(data)
    if (answer.message !== undefined || answer.faults) return answer
    const failed = await signInWithPassword(textOf(data, 'email'), textOf(data, 'password'))
    window.location.assign(failed === null ? '/' : '/sign-in')
    return answer
  }
  const [state, submit, pending] = useActionState(setUp, {})
  const { faults = {}, values = {} } = state
  return (
    <form action={submit} className="space-y-4">
      <Field label="Organization" error={faults.organization}>
        {(aria) => (
          <Input
            {...aria}
            name="organization"
            autoComplete="organization"
            required
            maxLength={200}
            defaultValue={values.organization ?? ''}
          />
        )}
      </Field>
      <Field label="Your name" error={faults.name}>
        {(aria) => (
          <Input
            {...aria}
            name="name"
            autoComplete="name"
            required
            maxLength={200}
            defaultValue={values.name ?? ''}
          />
        )}
      </Field>
      <Field label="Email" error={faults.email}>
        {(aria) => (
          <Input
            {...aria}
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={values.email ?? ''}
          />
        )}
      </Field>
      <Field label="Password" hint={passwordRule} error={faults.password}>
        {(aria) => <PasswordInput aria={aria} name="password" autoComplete="new-password" />}
      </Field>
      <FieldError message={state.message} />
      <Button type="submit" className="w-full" disabled={pending}>
        {pending && <Spinner />} Create administrator
      </Button>
    </form>
  )
}
