import { NewPassword } from '#lib/platform/auth/password.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Throws `InvalidError` at `path` for a password that is too weak or too long. */
export function parsePassword(password: string, path = 'password'): string {
  const result = NewPassword.safeParse(password)
  if (result.success) return result.data
  throw new InvalidError(
    'The password cannot be used',
    result.error.issues.map(({ message }) => ({ path, message })),
  )
}
