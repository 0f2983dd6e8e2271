import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { settings } from '#lib/platform/config/settings.ts'
import { fromRoot } from '#scripts/processes/root.ts'

export const attempt = (program: string, args: string[]) =>
  spawnSync(program, args, {
    cwd: fromRoot('.'),
    stdio: ['ignore', 2, 2],
    timeout: 10 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

export const maySetUpDebian = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** False where this is no Debian, or we are not root. */
export function installFromDebian(packages: string[]): boolean {
  if (!maySetUpDebian()) return false
  const install = () =>
    attempt('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  return install() || (attempt('apt-get', ['update']) && install())
}

/** Programs that operators run beside Earshot and tests run for real, with the package that has each. */
const operated = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  nginx: 'nginx-light',
  openssl: 'openssl',
  'docker-compose': 'docker-compose',
} as const
export type Operated = keyof typeof operated

/** Where a program is, if this machine has it. Daemons are often out of a user's PATH. */
export function findProgram(name: Operated): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin']
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}

/**
 * Installs on a machine that only tests what it lacks; throws if that cannot be done. Elsewhere tests that need a missing
 * program are skipped.
 */
export function ensureOperated(say: (line: string) => void): void {
  const missing = Object.entries(operated).filter(
    ([name]) => findProgram(name as Operated) === null,
  )
  if (missing.length === 0 || !settings().CI) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  say(`Installing ${packages.join(', ')} for the tests of what operators run (once)…`)
  if (!installFromDebian(packages))
    throw new Error(`Could not install ${packages.join(', ')}, which tests run`)
}
