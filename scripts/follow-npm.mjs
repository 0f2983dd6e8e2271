// Loaded into a program that npm started (`node --import`). npm passes SIGTERM on but cannot when it is killed outright; then
// the program gets another parent, and ends as on SIGTERM.
import { isMainThread } from 'node:worker_threads'

const parent = process.ppid
function look() {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}
if (isMainThread && parent > 1) setInterval(look, 1_000).unref()
