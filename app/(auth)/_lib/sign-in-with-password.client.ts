'use client'

/**
 * Signs this browser in through NextAuth, whose answer sets the session cookie. Returns what went wrong, for people;
 * null when nothing did.
 */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const { signIn } = await import('next-auth/react')
    const answer = await signIn('credentials', { email, password, redirect: false })
    if (answer?.error)
      // The provider's own word for what it cannot read at all.
      return answer.error === 'CredentialsSignin'
        ? 'E-mail address or password is wrong'
        : answer.error
    const refused = answer?.url ? new URL(answer.url).searchParams.has('csrf') : true
    return refused ? 'The sign-in did not work: allow cookies for this page and try again' : null
  } catch {
    return 'The server did not answer; try again'
  }
}
