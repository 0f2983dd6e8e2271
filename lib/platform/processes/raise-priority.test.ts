import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

/** In a process of its own, which it would change for good: what it says, and policy and priority of its threads by name. */
const code = `
  import { readdirSync, readFileSync } from 'node:fs'
  import { raisePriority } from ${JSON.stringify(new URL('./raise-priority.ts', import.meta.url))}
  const raised = await raisePriority()
  const tasks = process.platform === 'linux' ? readdirSync('/proc/self/task') : []
  const threads = tasks.map((task) => {
    const stat = readFileSync('/proc/self/task/' + task + '/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number)
    const name = task === String(process.pid) ? 'caller' : readFileSync('/proc/self/task/' + task + '/comm', 'utf8').trim()
    return { name, nice: fields[16], priority: fields[37], policy: fields[38] }
  })
  console.log(JSON.stringify({ raised, threads }))`

test('a thread goes before others as far as the system allows it, and its helpers after it', async () => {
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code])
  type Thread = { name: string; nice: number; priority: number; policy: number }
  const { raised, threads } = JSON.parse((await run).stdout) as {
    raised: string
    threads: Thread[]
  }
  const caller = threads.find(({ name }) => name === 'caller')
  const helpers = threads.filter(({ name }) => name === 'V8Worker')
  if (raised === 'real_time') {
    // SCHED_RR is 2 (sched(7)).
    expect(caller).toMatchObject({ policy: 2, priority: 2 })
    expect(helpers.length).toBeGreaterThan(0)
    for (const helper of helpers) expect(helper).toMatchObject({ policy: 2, priority: 1 })
  } else if (raised === 'nice') expect(caller).toMatchObject({ policy: 0, nice: -14 })
  else expect(raised).toBe('no')
})
