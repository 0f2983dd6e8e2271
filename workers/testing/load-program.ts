// Reads its own load and that of a busy child, where nothing else runs below it: before the child, while it is there,
// after it has worked, and after its end. Tells all four to its parent.
import { fork } from 'node:child_process'
import { once } from 'node:events'

import { createLoadReader } from '#workers/read-load.ts'

const read = createLoadReader()
const alone = read()
const child = fork(new URL('./busy-program.ts', import.meta.url), { execArgv: [] })
await once(child, 'message')
const own = process.cpuUsage()
const before = read()
child.send('work')
await once(child, 'message')
const after = read()
const { user, system } = process.cpuUsage(own)
child.kill()
await once(child, 'exit')
const ended = read()
process.send?.({ alone, before, after, ended, ownCpuMs: (user + system) / 1_000 })
process.disconnect()
