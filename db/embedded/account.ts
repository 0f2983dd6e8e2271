import { execFileSync } from 'node:child_process'

/** The unprivileged user that runs the server when we are root, which PostgreSQL refuses to be. */
export type Account = { name: string; uid: number; gid: number }

const preferred = ['earshot', 'postgres']

function id(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
}

function find(name: string): Account | null {
  try {
    return { name, uid: id('-u', name), gid: id('-g', name) }
  } catch {
    return null
  }
}

function create(name: string): Account {
  const shell = ['--shell', '/usr/sbin/nologin', '--home-dir', '/nonexistent']
  try {
    execFileSync('/usr/sbin/useradd', ['--system', '--user-group', ...shell, name], {
      stdio: 'pipe',
    })
  } catch (cause) {
    // Another process may have made it in the meantime.
    const made = find(name)
    if (made) return made
    throw new Error(
      'PostgreSQL refuses to run as root and the user "earshot" could not be made. Create it, start as a normal user, or set DATABASE_URL.',
      { cause },
    )
  }
  const made = find(name)
  if (!made) throw new Error(`The user "${name}" was made but cannot be found`)
  return made
}

/** The account to run the server as, made if needed; null when we are a normal user and run it ourselves. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  for (const name of preferred) {
    const account = find(name)
    if (account && account.uid !== 0) return account
  }
  return create('earshot')
}
