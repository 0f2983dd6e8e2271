// A program of its own that keeps a database busy through postgres.js, as the application does:
// plain queries, transactions that pause between their statements, and reserved connections.
// Reports its counts over IPC every 50 ms; ends when told to.
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'

const url = process.argv[2]
if (url === undefined) throw new Error('usage: query-load.ts DATABASE_URL')

const sql = postgres(url, { max: 6, backoff: () => 0.05, onnotice: () => {} })
const counts = { succeeded: 0, failed: 0, torn: 0 }
let running = true

async function pair(): Promise<void> {
  const id = crypto.randomUUID()
  await sql.begin(async (tx) => {
    await tx`insert into pairs (id, half) values (${id}, 1)`
    await delay(Math.random() * 4)
    await tx`insert into pairs (id, half) values (${id}, 2)`
  })
}

async function reserved(): Promise<void> {
  const connection = await sql.reserve()
  try {
    await connection`select pg_advisory_lock_shared(1)`
    await delay(Math.random() * 4)
    await connection`select pg_advisory_unlock_shared(1)`
  } finally {
    connection.release()
  }
}

const plain = async () => void (await sql`select ${crypto.randomUUID()}::uuid, count(*) from pairs`)

async function repeat(work: () => Promise<void>): Promise<void> {
  while (running) {
    try {
      await work()
      counts.succeeded += 1
    } catch {
      counts.failed += 1
      await delay(5)
    }
  }
}

await sql`create table if not exists pairs (id uuid not null, half int not null)`
const loops = [pair, pair, pair, pair, reserved, reserved, plain, plain, plain].map(repeat)
const reporter = setInterval(() => process.send?.(counts), 50)
process.once('message', () => {
  running = false
})
await Promise.all(loops)
clearInterval(reporter)
const torn = await sql`select id from pairs group by id having count(*) <> 2`
counts.torn = torn.length
process.send?.(counts)
await sql.end({ timeout: 5 })
process.disconnect?.()
