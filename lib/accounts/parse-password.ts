import { type PasswordOwner, passwordWeakness } from '#lib/accounts/password-strength.ts'
import { NewPassword } from '#lib/platform/auth/password.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const refuse = (path: string, messages: string[]): never => {
  throw new InvalidError(
    'The password cannot be used',
    messages.map((message) => ({ path, message })),
  )
}

/** Throws `InvalidError` at `path` for a password that is too short, too long or too easy to guess for its owner. */
export async function parsePassword(
  password: string,
  owner: PasswordOwner,
  path = 'password',
): Promise<string> {
  const { success, data, error } = NewPassword.safeParse(password)
  if (!success)
    return refuse(
      path,
      error.issues.map(({ message }) => message),
    )
  const weakness = await passwordWeakness(data, owner)
  return weakness === null ? data : refuse(path, [weakness])
}
