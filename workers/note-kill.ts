// A program of its own, which a supervisor starts once one of its workers was killed: what writes to the database would
// otherwise stay in the supervisor's memory for good. `note-kill.ts PID MS`
import '#db/lean-imports.ts'

const [pid, silentMs] = process.argv.slice(2).map(Number)
if (!pid || silentMs === undefined) throw new Error('usage: note-kill.ts PID MS')
const { noteWorkerKill } = await import('#workers/note-worker-kill.ts')
await noteWorkerKill(pid, silentMs)
