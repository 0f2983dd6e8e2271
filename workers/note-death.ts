// A program of its own, which a supervisor starts once one of its workers has ended: what writes to the database would
// otherwise stay in the supervisor's memory for good. `note-death.ts PID [MS of silence, when it was killed for that]`
import '#db/lean-imports.ts'

const [pid, silentMs] = process.argv.slice(2).map(Number)
if (!pid) throw new Error('usage: note-death.ts PID [MS]')
if (silentMs === undefined) {
  const { noteWorkerDeath } = await import('#workers/note-worker-death.ts')
  await noteWorkerDeath(pid)
} else {
  const { noteWorkerKill } = await import('#workers/note-worker-kill.ts')
  await noteWorkerKill(pid, silentMs)
}
