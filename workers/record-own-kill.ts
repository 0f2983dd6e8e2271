import { noteWorkerKill } from '#workers/note-worker-kill.ts'

/** What the thread that guards a worker's event loop does before it ends the process. */
const recordOwnKill = (silentMs: number): Promise<void> => noteWorkerKill(process.pid, silentMs)

export default recordOwnKill
