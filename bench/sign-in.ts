// What many sign-ins at once do to a web process: how long its event loop is held, and how long they take in all.
// `node bench/sign-in.ts [--sign-ins 40] [--rounds 3]`
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'

import { openBench } from '#bench/rig/bench.ts'
import { median } from '#bench/rig/figures.ts'
import { createOrganization, createUser } from '#db/testing/factories.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { fixedLoop } from '#bench/rig/canary.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    'sign-ins': { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
  },
})
const count = Number(values['sign-ins'])
const password = 'correct horse battery'

const bench = await openBench()
const organization = await createOrganization(bench.client.db)
const passwordHash = await hashPassword(password)
const people = await Promise.all(
  Array.from({ length: count }, () =>
    createUser(bench.client.db, organization, 'viewer', { passwordHash }),
  ),
)

/** ms: the 99th percentile and the longest delay of a timer while all sign in at once, and how long that takes */
async function round(): Promise<{ p99: number; longest: number; all: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const start = performance.now()
  await Promise.all(
    people.map(({ email }) => signIn({ db: bench.client.db, address: null }, { email, password })),
  )
  const all = performance.now() - start
  delay.disable()
  return { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6, all }
}

const rounds: Awaited<ReturnType<typeof round>>[] = []
for (let at = 0; at < Number(values.rounds); at++) rounds.push(await round())
const of = (name: 'p99' | 'longest' | 'all') => Math.round(median(rounds.map((one) => one[name])))
console.error(
  `${count} sign-ins at once: the event loop waits ${of('p99')} ms (p99), ${of('longest')} ms at most; ${of('all')} ms in all`,
)
report(
  'sign-in',
  [
    {
      ...{ name: `${count} sign-ins at once: delay of the event loop, p99`, unit: 'ms' },
      ...{ value: of('p99'), better: 'lower', gate: 100, aim: 50 },
      ...{
        reference: 'bcryptjs on the event loop: 1,330 ms',
        rounds: rounds.map((one) => one.p99),
      },
    },
  ],
  { cpuMs: fixedLoop() },
  { count, all: rounds },
)
await bench.close()
