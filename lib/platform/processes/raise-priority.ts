import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/**
 * Lets this thread go before others of the machine, where the system allows it: Linux, as root or with CAP_SYS_NICE. Whether
 * it does. On Linux `setPriority` is about threads (setpriority(2), "C library/kernel differences").
 */
export function raisePriority(): boolean {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, constants.priority.PRIORITY_HIGH)
    return true
  } catch {
    return false
  }
}
