import { type Database, openDatabase } from '#db/client.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { sendNotification } from '#lib/notifications/outbox/send-notification.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

// A process that sends one notification and dies at a named line, as `kill -9` would have it: nothing is caught, closed
// or rolled back by us. Transaction 1 is the claim, transaction 2 the record.

const [organizationId = '', notificationId = '', stage = ''] = process.argv.slice(2)

const die = (at: string): void => {
  if (at === stage) process.kill(process.pid, 'SIGKILL')
}

const names = ['claim', 'record']

/** Dies at the beginning, before the end, or after the end of a transaction. */
function deadly(db: Database): Database {
  let count = 0
  return new Proxy(db, {
    get(target, property) {
      if (property !== 'transaction') return Reflect.get(target, property) as unknown
      const transaction: Database['transaction'] = async (work, config) => {
        const name = names[count++] ?? 'later'
        die(`before ${name}`)
        const result = await target.transaction(async (tx) => {
          const value = await work(tx)
          die(`within ${name}`)
          return value
        }, config)
        die(`after ${name}`)
        return result
      }
      return transaction
    },
  })
}

const url = settings().DATABASE_URL
if (url === undefined) throw new Error('DATABASE_URL is not set')
const { db, close } = openDatabase(url, { max: 2 })
const jobs = await openBoss(url, { supervise: false, max: 2 })
provideBoss(jobs.boss)
const allowed = createGuard({ allowedHosts: ['127.0.0.1'] })
const guard = {
  ...allowed,
  assertAllowedUrl: (address: string | URL) => {
    die('before call')
    return allowed.assertAllowedUrl(address)
  },
}
await sendNotification(systemCtx(deadly(db), organizationId), notificationId, {
  guard,
  keepIssue,
  signal: AbortSignal.timeout(30_000),
})
await jobs.close()
await close()
