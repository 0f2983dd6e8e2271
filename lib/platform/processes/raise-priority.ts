import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { availableParallelism, constants, setPriority } from 'node:os'

/** How a thread goes before others: not at all, with a larger share of the processor, or whenever it has something to do. */
type Raised = 'no' | 'nice' | 'real_time'

const tasks = '/proc/self/task'
/** of util-linux, where there is one: no package of ours */
const chrt = 'chrt'
/** The threads of V8 that collect garbage and compile for all others, which wait for them. Node names them. */
const helpers = 'V8Worker'

/**
 * Lets this thread go before others of the machine, where the system allows it: Linux, as root or with CAP_SYS_NICE. A niceness
 * counts among the processes of one session only (sched(7), "The autogroup feature"), and who wakes up may still wait for
 * others' slices; so it asks for SCHED_RR, for which Node has no call. The helpers come next: a thread whose garbage they
 * collect waits for them. Not where there is one processor: a thread that hangs would leave nothing to whoever finds that out.
 */
export async function raisePriority(): Promise<Raised> {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    // On Linux it is about threads (setpriority(2), "C library/kernel differences").
    setPriority(thread, constants.priority.PRIORITY_HIGH)
    if (availableParallelism() < 2) return 'nice'
    const raised = await becomeRealTime(thread, 2)
    if (raised) for (const helper of helperThreads()) await becomeRealTime(helper, 1)
    return raised ? 'real_time' : 'nice'
  } catch {
    return 'no'
  }
}

const helperThreads = (): number[] =>
  readdirSync(tasks)
    .filter((task) => readFileSync(`${tasks}/${task}/comm`, 'utf8').trim() === helpers)
    .map(Number)

/** Whether it did. What the thread starts is as it was before. */
function becomeRealTime(thread: number, priority: number): Promise<boolean> {
  const args = ['--reset-on-fork', '--rr', '--pid', String(priority), String(thread)]
  return new Promise((resolve) => {
    execFile(chrt, args, { timeout: 5_000 }, (error) => resolve(error === null))
  })
}
